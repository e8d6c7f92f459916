/** commlog copy: a whole store into another, verified; for moving, for backups, and to see that a restored one answers the same. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Copied, copyStore } from '../shared/copy/copy-store.ts';
import { countStore } from '../shared/copy/count-store.ts';
import { takenNames } from '../shared/copy/store-name.ts';
import type { Difference } from '../shared/copy/verify-tables.ts';
import { hashKeyPlace } from '../shared/storage/lookup-hash.ts';
import { StorageUnavailable, type TableStore } from '../shared/storage/table-store.ts';
import type { AddCommand } from './add-command.ts';
import { copyProgressOn } from './copy/copy-progress.ts';
import { openSide, type Side } from './copy/open-side.ts';
import { type ExitStatus, type Failure, fail, type Surroundings } from './surroundings.ts';

interface CopyOptions {
  readonly from: string;
  readonly to?: string;
  readonly dryRun?: boolean;
}

const details = `
A STORE is one of
${takenNames.map((name) => `  - ${name}`).join('\n')}
Others can see a command line: put connection strings into a variable and write env:NAME.

Stop whatever writes to the source, and start nothing on the target before the copy is verified. The target must be empty, or
hold what an interrupted copy of the same source left: Ctrl-C does no harm, the same command goes on. Nothing is overwritten.
At the end both sides are read once more, and every table is compared by rows and hash. Tables of the Functions host
(AzureFunctions…, AzureWebJobs…) are left out.
Exit status 1: the copy stopped before its end, or a table differs.`;

export const addCopy: AddCommand = (program, surroundings, end) => {
  program
    .command('copy')
    .description('copy a whole store into another, and verify it')
    .requiredOption('--from <store>', 'the store that is copied')
    .option('--to <store>', 'where to')
    .option('--dry-run', 'only count the tables and rows of the source')
    .addHelpText('after', details)
    .action(async (options: CopyOptions) => end(await runCopy(surroundings, options)));
};

async function runCopy(surroundings: Surroundings, { from, to, dryRun = false }: CopyOptions): Promise<ExitStatus> {
  const { folder } = surroundings;
  if (!dryRun && to === undefined) {
    return fail(surroundings, { words: 'say where to with --to STORE, or only count with --dry-run.', status: 2 });
  }
  const source = await openSide('--from', from, { folder });
  if ('words' in source) return fail(surroundings, source);
  try {
    return await (dryRun ? count(surroundings, source) : copyTo(surroundings, source, to ?? ''));
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error;
    return fail(surroundings, stopped(error, dryRun));
  } finally {
    await source.close();
  }
}

async function count({ stdout, stderr }: Surroundings, { store, identity }: Side): Promise<ExitStatus> {
  const progress = copyProgressOn(stderr);
  try {
    const { tables, rows, leftOut } = await countStore(store, progress);
    progress.end();
    stdout.write(
      `${identity} has ${many(tables, 'table')} with ${many(rows, 'row')}; nothing was copied (--dry-run).\n`,
    );
    sayLeftOut(stdout, leftOut);
    return 0;
  } finally {
    progress.end();
  }
}

async function copyTo(surroundings: Surroundings, source: Side, to: string): Promise<ExitStatus> {
  const { stdout, stderr, folder, wait = sleep } = surroundings;
  const target = await openSide('--to', to, { folder, source });
  if ('words' in target) return fail(surroundings, target);
  const progress = copyProgressOn(stderr);
  try {
    stdout.write(`From ${source.identity}\nInto ${target.identity}\n`);
    const { identity } = source;
    const copied = await copyStore({ source: source.store, target: target.store, identity, watch: progress, wait });
    progress.end();
    return await ended(surroundings, copied, target.store);
  } finally {
    progress.end();
    await target.close();
  }
}

async function ended(surroundings: Surroundings, copied: Copied, target: TableStore): Promise<ExitStatus> {
  const { stdout } = surroundings;
  if (copied.outcome === 'refused') return fail(surroundings, { words: copied.words, status: 1 });
  if (copied.outcome === 'differs') return fail(surroundings, differing(copied.differences));
  const { tables, rows, bytes, leftOut } = copied;
  stdout.write(
    `Copied and verified: ${many(tables, 'table')}, ${many(rows, 'row')}, ${(bytes / 1e6).toFixed(1)} MB; rows and hash of every table are the same.\n`,
  );
  sayLeftOut(stdout, leftOut);
  const { table, partitionKey, rowKey } = hashKeyPlace;
  const ownKey = (await target.get(table, partitionKey, rowKey)) !== undefined;
  stdout.write(
    ownKey
      ? 'The key of the lookups came along. Only if the source runs with HASH_KEY set, set the same where the copy runs.\n'
      : 'The source keeps no key of the lookups: set HASH_KEY where the copy runs as it is where the source runs, or nothing is found by value.\n',
  );
  return 0;
}

/** Differences shown one by one. */
const mostShown = 20;

function differing(differences: readonly Difference[]): Failure {
  const rowsOf = (side: Difference['source']) => (side === undefined ? 'no table' : many(side.rows, 'row'));
  const lines = differences.slice(0, mostShown).map(({ table, source, target }) => {
    const same = source !== undefined && source.rows === target?.rows;
    return `  ${table}: source ${rowsOf(source)}, target ${rowsOf(target)}${same ? ' of other content' : ''}`;
  });
  if (differences.length > mostShown) lines.push(`  and ${differences.length - mostShown} more`);
  const words =
    `${many(differences.length, 'table')} ${differences.length === 1 ? 'differs' : 'differ'}; something was written to the source or the target meanwhile:\n` +
    `${lines.join('\n')}\nStop what writes there and repeat the same command: it brings over what is missing.`;
  return { words, status: 1 };
}

function stopped({ message }: StorageUnavailable, dryRun: boolean): Failure {
  const next = dryRun ? 'Nothing was copied.' : 'What is copied stays. To go on, repeat the same command.';
  return { words: `stopped: ${message.replace(/\.$/, '')}.\n${next}`, status: 1 };
}

function sayLeftOut(stdout: Surroundings['stdout'], leftOut: readonly string[]): void {
  if (leftOut.length > 0) stdout.write(`Left out, tables of the Functions host: ${leftOut.join(', ')}.\n`);
}

/** `1 table`, `2,000 tables`. */
const many = (count: number, what: string): string => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
