/** Which version of Commlog this is. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

declare const COMMLOG_VERSION: string | undefined;
declare const COMMLOG_COMMIT: string | undefined;

export interface Version {
  /** Of package.json: `0.1.0`. */
  readonly version: string;
  /** 40 hexadecimal digits, or `unknown`. */
  readonly commit: string;
}

/**
 * What the build put in; else, in a working copy, what package.json and git's own files say at `root` (a folder):
 * git itself need not be installed.
 */
export function versionOf(root: string = resolve(import.meta.dirname, '..')): Version {
  return {
    version: typeof COMMLOG_VERSION === 'string' ? COMMLOG_VERSION : packageVersion(root),
    commit: typeof COMMLOG_COMMIT === 'string' ? COMMLOG_COMMIT : headCommit(root),
  };
}

function packageVersion(root: string): string {
  try {
    return String(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version ?? 'unknown');
  } catch {
    return 'unknown';
  }
}

function headCommit(root: string): string {
  const folder = gitFolder(root);
  const head = textOf(join(folder, 'HEAD'));
  const name = /^ref: (.+)$/.exec(head)?.[1];
  if (name === undefined) return commitIn(head);
  // A worktree keeps its own HEAD, and branches in the folder that it shares.
  const shared = resolve(folder, textOf(join(folder, 'commondir')) || '.');
  const loose = textOf(join(shared, name));
  if (loose !== '') return commitIn(loose);
  const packed = textOf(join(shared, 'packed-refs')).split('\n');
  return commitIn(packed.find((line) => line.endsWith(` ${name}`))?.split(' ')[0] ?? '');
}

/** `.git`: a folder, or in a worktree a file that names it. */
function gitFolder(root: string): string {
  const link = /^gitdir: (.+)$/.exec(textOf(join(root, '.git')))?.[1];
  return link === undefined ? join(root, '.git') : resolve(dirname(join(root, '.git')), link);
}

const commitIn = (text: string): string => (/^[0-9a-f]{40,64}$/.test(text) ? text : 'unknown');

/** The file's text without blanks around it; empty when it is not there or is a folder. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
