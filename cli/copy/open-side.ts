/** Opens the store of one side of a copy, and keeps a local Commlog off its file for as long. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readLocalFile } from '../../local/data-folder.ts';
import { type FileLock, lockFile } from '../../local/file-lock.ts';
import { credentialsOf } from '../../shared/accounts.ts';
import { fileIdentity, type OpenedStore, openStore } from '../../shared/copy/open-store.ts';
import { dataFolderOf, storeNamed } from '../../shared/copy/store-name.ts';
import { readSettings, variableNamed } from '../../shared/settings.ts';
import type { Failure } from '../surroundings.ts';

export interface Side extends OpenedStore {
  readonly close: () => Promise<void>;
}

export interface Opening {
  readonly folder: string;
  /** The other side, where it is open already: the target is made where it is not there yet, and is another store. */
  readonly source?: Side;
}

/**
 * The store that `text` names. A file on which a Commlog runs is refused on either side: reading it page by page would be
 * safe, but the pages would be of different moments, and no such copy is whole.
 */
export async function openSide(
  option: '--from' | '--to',
  text: string,
  { folder, source }: Opening,
): Promise<Side | Failure> {
  const name = storeNamed(text, { folder, variable: variableNamed });
  if ('wrong' in name) return { words: `${option} ${name.wrong}`, status: 2 };
  // Before its lock is tried, which this process holds itself.
  if (name.kind === 'file' && fileIdentity(name.path) === source?.identity) return same;
  const make = source !== undefined;
  const held = name.kind === 'file' ? holdFile(name.path, make) : undefined;
  if (held !== undefined && 'words' in held) return { words: `${option} ${held.words}`, status: 1 };
  const opened = await openStore(name, { make, credentialFor: credentialsOf(readSettings().platform) });
  if ('wrong' in opened) {
    held?.release();
    return { words: `${option} ${opened.wrong}`, status: 2 };
  }
  if (opened.identity === source?.identity) {
    await opened.store.close();
    return same;
  }
  return {
    ...opened,
    async close() {
      await opened.store.close();
      held?.release();
    },
  };
}

const same: Failure = { words: '--from and --to are the same store; name another target.', status: 2 };

/** Undefined where no Commlog can run on the file, or where there is none. */
function holdFile(path: string, make: boolean): FileLock | { readonly words: string } | undefined {
  const data = dataFolderOf(path);
  if (data === undefined || !(make || existsSync(path))) return undefined;
  let lock: FileLock | undefined;
  try {
    mkdirSync(data, { recursive: true });
    lock = lockFile(join(data, 'running.lock'), 0);
  } catch (error) {
    return { words: `cannot be used, its folder ${data} cannot be locked: ${(error as Error).message}.` };
  }
  if (lock !== undefined) return lock;
  const url = readLocalFile(data)?.url;
  const where = url === undefined ? '' : ` at ${url}`;
  return { words: `is in use: a Commlog runs on ${data}${where}, or another copy does; stop it first.` };
}
