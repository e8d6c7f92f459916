/** Commlog as people run it: the start command and the command line, each a process of its own, on a temporary folder. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLocalFile } from '../../local/data-folder.ts';
import { type Running, runFile } from '../local/running.ts';
import { builtApp } from './built-app.ts';

export interface Commlog {
  readonly url: string;
  readonly data: string;
  /** Of the Azurite beside it: blobs, and tables where they are its. */
  readonly endpoints: readonly string[];
  readonly process: Running;
  /** Ctrl-C. The exit status. */
  stop(): Promise<number | null>;
  /** `kill -9`; its Azurite may still be about to end. */
  kill(): Promise<void>;
}

/** Node's own cache of compiled code, at its usual place: these tests start the same programs dozens of times. */
export const quickly: NodeJS.ProcessEnv = { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') };

/** A folder that nothing uses yet. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'commlog-e2e-'));

/** A file that is run, and its first arguments. */
export type Program = readonly [file: string, ...args: string[]];

/** `npm start` as people have it: of the sources. */
export const sources: Program = ['local/start.ts'];

/**
 * What is run for these flags: the deployed bundle where the tables are Azurite's; the sources where they are in SQLite,
 * which the bundle does not have.
 */
export async function programFor(flags: readonly string[]): Promise<Program> {
  return flags.includes('--azurite') ? ['test/e2e/start-built.ts', await builtApp()] : sources;
}

/** Runs `npm start -- --empty` with options of its own. */
export async function runStartCommand(options: readonly string[], program?: Program): Promise<Running> {
  const [file, ...args] = program ?? (await programFor(options));
  return runFile(file, [...args, '--empty', ...options], quickly);
}

/** `npm start -- --empty`, on any free port. Resolves when it says that it runs. */
export async function startCommlog(data: string, flags: readonly string[], program?: Program): Promise<Commlog> {
  const process = await runStartCommand(['--port', '0', '--data', data, ...flags], program);
  await process.until('Worth trying');
  const { url = '', storage = '' } = readLocalFile(data) ?? {};
  const endpoints = [...storage.matchAll(/(?:Blob|Table)Endpoint=([^;]+)/g)].map(([, address]) => address ?? '');
  const end = (signal: NodeJS.Signals) => {
    process.child.kill(signal);
    return process.ended;
  };
  const stop = () => end('SIGINT');
  return { url, data, endpoints, process, stop, kill: async () => void (await end('SIGKILL')) };
}

/** Ends it, whatever state it is in, with all that it started; then its folder goes. */
export async function remove(commlog: Commlog | undefined): Promise<void> {
  if (commlog === undefined) return;
  await commlog.kill();
  // Its Azurite closes its port first and writes its files last.
  while (processesOn(commlog.data).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  rmSync(commlog.data, { recursive: true, force: true });
}

/** Command lines of this machine's processes that name a folder. */
export function processesOn(folder: string): string[] {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'args'], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(folder));
}

/** The answer's JSON; fails on any other status than `status`. */
export async function ask<Answer = Item>(
  { url }: Pick<Commlog, 'url'>,
  path: string,
  init: RequestInit & { readonly status?: number } = {},
): Promise<Answer> {
  const { status = 200, ...request } = init;
  const answer = await fetch(url + path, request);
  const text = await answer.text();
  if (answer.status !== status) throw new Error(`${path} answered ${answer.status}, not ${status}: ${text}`);
  return JSON.parse(text) as Answer;
}

/** A JSON object whose members are known to whoever asks. */
// biome-ignore lint/suspicious/noExplicitAny: what is in it is what the tests are about.
export type Item = Record<string, any>;

export interface Page {
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly total?: number;
  readonly filtered?: number;
}

/** All pages of a list, one after the other. */
export async function pagesOf(commlog: Pick<Commlog, 'url'>, path: string): Promise<Page[]> {
  const pages: Page[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page = await ask<Page>(commlog, cursor === '' ? path : `${path}&cursor=${encodeURIComponent(cursor)}`);
    pages.push(page);
    cursor = page.next;
  }
  return pages;
}

export interface Counts {
  readonly received: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly skipped: number;
  readonly rejected: number;
}

/** Sends records; an object or array as JSON, a text as it is. The four counts, or what else it answers. */
export async function push(
  commlog: Pick<Commlog, 'url'>,
  records: unknown,
  { path = '/api/ingest', status = 200 } = {},
): Promise<Counts & Item> {
  const body = typeof records === 'string' ? records : JSON.stringify(records);
  return ask(commlog, path, { method: 'POST', body, status });
}

/** The commlog command, talking to this Commlog; `status` is its exit status. */
export async function commlogCommand({ url }: Pick<Commlog, 'url'>, ...args: string[]) {
  const running = runFile('cli/commlog.ts', args, { ...quickly, COMMLOG_URL: url });
  const status = await running.ended;
  return { status, ...running.said };
}
