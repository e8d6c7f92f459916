/** Which Commlog a command talks to. */
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { z } from 'zod';
import type { Failure, Surroundings } from './surroundings.ts';
import type { TargetOptions } from './target-options.ts';

export interface Target {
  /** Without a slash at the end. */
  readonly url: string;
  /** How it was chosen, for messages in brackets: `from --url`, `announced in .commlog/local.json`, `the default`. */
  readonly origin: string;
  /** The file in which it announced itself, where it was that. */
  readonly announcedIn?: string;
  readonly local: boolean;
  readonly key: string | undefined;
  readonly ingestKey: string | undefined;
}

const defaultUrl = 'http://127.0.0.1:7071';
/** What `npm start` leaves in its folder for other tools, and the folder that it takes unless told otherwise. */
const localFile = 'local.json';
const defaultData = '.commlog';
const localFacts = z.looseObject({ url: z.url({ protocol: /^https?$/ }) });
const projectFolder = resolve(import.meta.dirname, '..');

/**
 * By `--url`, else `--data`, else COMMLOG_URL; else by what a local Commlog announced in `.commlog`, here or in the
 * project's folder; else the default address.
 */
export async function targetOf(
  surroundings: Surroundings,
  { url, data }: TargetOptions = {},
): Promise<Target | Failure> {
  const { settings, folder } = surroundings;
  if (url !== undefined) return targetAt('--url', url, surroundings);
  if (data !== undefined) {
    const path = resolve(folder, data, localFile);
    const announced = await announcedIn(path, surroundings);
    if (announced !== undefined) return announced;
    const words = `no Commlog announced itself in ${shown(path, folder)}; start it with "npm start -- --data ${data}".`;
    return { words, status: 1 };
  }
  if (settings.COMMLOG_URL !== undefined) return targetAt('COMMLOG_URL', settings.COMMLOG_URL, surroundings);
  for (const place of new Set([folder, projectFolder])) {
    const announced = await announcedIn(resolve(place, defaultData, localFile), surroundings);
    if (announced !== undefined) return announced;
  }
  return { url: defaultUrl, origin: 'the default', local: true, ...keysOf(surroundings) };
}

function targetAt(name: string, text: string, surroundings: Surroundings): Target | Failure {
  const url = bare(text);
  if (url === undefined) {
    const words = `${name} is not an address; set it to one such as https://NAME.azurewebsites.net.`;
    return { words, status: 2 };
  }
  return { url, origin: `from ${name}`, local: isLocal(url), ...keysOf(surroundings) };
}

async function announcedIn(path: string, surroundings: Surroundings): Promise<Target | Failure | undefined> {
  const text = await textIn(path);
  if (text === undefined) return undefined;
  const url = urlIn(text);
  const file = shown(path, surroundings.folder);
  if (url === undefined)
    return { words: `${file} names no address; start Commlog again, or name it with --url.`, status: 1 };
  return { url, origin: `announced in ${file}`, announcedIn: file, local: true, ...keysOf(surroundings) };
}

const keysOf = ({ settings }: Surroundings) => ({ key: settings.COMMLOG_KEY, ingestKey: settings.COMMLOG_INGEST_KEY });

/** Relative where it is below the folder that people are in. */
function shown(path: string, folder: string): string {
  const near = relative(resolve(folder), path);
  return near.startsWith('..') ? path : near;
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
