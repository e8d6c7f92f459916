/** Which Commlog a command talks to. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Failure, Surroundings } from './surroundings.ts';

export interface Target {
  /** Without a slash at the end. */
  readonly url: string;
  /** What named it, for messages. */
  readonly origin: string;
  readonly local: boolean;
  readonly key: string | undefined;
  readonly ingestKey: string | undefined;
}

const defaultUrl = 'http://127.0.0.1:7071';
/** What `npm start` leaves there for other tools. */
const localFile = join('.commlog', 'local.json');
const localFacts = z.looseObject({ url: z.url({ protocol: /^https?$/ }) });
const projectFolder = resolve(import.meta.dirname, '..');

/** By COMMLOG_URL; else by what a local Commlog wrote, here or in the project's folder; else the default address. */
export async function targetOf({ settings, folder }: Surroundings): Promise<Target | Failure> {
  const keys = { key: settings.COMMLOG_KEY, ingestKey: settings.COMMLOG_INGEST_KEY };
  if (settings.COMMLOG_URL !== undefined) {
    const url = bare(settings.COMMLOG_URL);
    if (url === undefined) {
      const words = 'COMMLOG_URL is not an address; set it to one such as https://NAME.azurewebsites.net.';
      return { words, status: 2 };
    }
    return { url, origin: 'COMMLOG_URL', local: isLocal(url), ...keys };
  }
  for (const place of new Set([folder, projectFolder])) {
    const path = join(place, localFile);
    const text = await textIn(path);
    if (text === undefined) continue;
    const url = urlIn(text);
    if (url === undefined)
      return { words: `${path} names no address; start Commlog again, or set COMMLOG_URL.`, status: 1 };
    return { url, origin: path, local: true, ...keys };
  }
  return { url: defaultUrl, origin: 'the default', local: true, ...keys };
}

async function textIn(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function urlIn(text: string): string | undefined {
  try {
    return bare(localFacts.parse(JSON.parse(text)).url);
  } catch {
    return undefined;
  }
}

/** People paste addresses with a slash or `/api` at the end. */
function bare(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { origin, pathname } = new URL(text);
  return origin + pathname.replace(/\/+$/, '').replace(/\/api$/i, '');
}

const isLocal = (url: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(url).hostname);
