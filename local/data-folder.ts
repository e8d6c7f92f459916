/** The folder where one machine keeps everything: used by one host at a time, known to other programs by a file in it. */

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFile } from './file-lock.ts';

/** `local.json`: where the running host is, for the command line and other tools. */
export interface LocalFile {
  readonly url: string;
  /** Connection string of its Azurite. */
  readonly storage: string;
}

export interface DataFolder {
  announce(file: LocalFile): void;
  /** Removes the announcement and lets others have the folder. */
  release(): void;
}

export type Taken =
  | { readonly outcome: 'taken'; readonly folder: DataFolder }
  /** Another host has it; `url` as far as it announced one. */
  | { readonly outcome: 'in-use'; readonly url?: string };

/** Makes the folder when it is not there. Throws the system's error when it cannot be used. */
export function takeDataFolder(path: string): Taken {
  mkdirSync(path, { recursive: true });
  const announcement = join(path, 'local.json');
  const lock = lockFile(join(path, 'running.lock'), 0);
  if (!lock) {
    const url = readLocalFile(path)?.url;
    return { outcome: 'in-use', ...(url === undefined ? {} : { url }) };
  }
  const folder: DataFolder = {
    announce(file) {
      writeFileSync(`${announcement}.new`, `${JSON.stringify(file, null, 2)}\n`);
      renameSync(`${announcement}.new`, announcement);
    },
    release() {
      rmSync(announcement, { force: true });
      lock.release();
    },
  };
  rmSync(announcement, { force: true });
  return { outcome: 'taken', folder };
}

/** What the host that runs on this folder announced; undefined when none did. */
export function readLocalFile(path: string): LocalFile | undefined {
  try {
    return JSON.parse(readFileSync(join(path, 'local.json'), 'utf8')) as LocalFile;
  } catch {
    return undefined;
  }
}
