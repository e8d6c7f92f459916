/** commlog import: downloaded archives into the store. */
import { categoryNamed } from '../shared/categories/index.ts';
import { settingsTable } from '../shared/settings.ts';
import type { AddCommand } from './add-command.ts';
import { deliverer } from './import/deliver.ts';
import { importPieces } from './import/import-pieces.ts';
import { findInputs, type Inputs } from './import/inputs.ts';
import { piecesOf } from './import/pieces.ts';
import { progressOn } from './import/progress.ts';
import { rehearser } from './import/rehearse.ts';
import { type Tally, tally } from './import/tally.ts';
import { type ExitStatus, type Failure, fail, type Surroundings } from './surroundings.ts';
import { targetOf } from './target.ts';
import { type TargetOptions, withTargetOptions } from './target-options.ts';

interface ImportOptions extends TargetOptions {
  readonly category?: string;
  readonly dryRun?: boolean;
}

const details = `
Taken are PT1H.json trees as AzCopy leaves them, .json, .jsonl and .ndjson files, and .gz of these; - reads standard
input. Links are followed. Importing again is harmless: what is stored already is counted as duplicate.
Exit status 1: a file could not be read, or the import stopped before its end, or nothing could be read as a record.
Rejected records among others are a warning.`;

export const addImport: AddCommand = (program, surroundings, end) => {
  withTargetOptions(program.command('import'))
    .description('store downloaded archives')
    .argument('<path...>', 'files or folders')
    .option('--category <name>', 'what records are that do not say it and stand in no folder insights-logs-CATEGORY')
    .option('--dry-run', 'only read and check; needs no server and stores nothing')
    .addHelpText('after', details)
    .action(async (paths: string[], options: ImportOptions) => end(await runImport(surroundings, paths, options)));
};

const maxBytes = Number(settingsTable.MAX_BODY_MIB.default) * 1024 * 1024;
/** More are counted only. */
const mostFailures = 20;

async function runImport(
  surroundings: Surroundings,
  paths: readonly string[],
  options: ImportOptions,
): Promise<ExitStatus> {
  const { stdin, stdout, stderr, folder } = surroundings;
  const { category: named, dryRun = false } = options;
  const category = named === undefined ? undefined : categoryNamed(named)?.name;
  if (named !== undefined && category === undefined) {
    return fail(surroundings, { words: `there is no category "${named}"; /api/categories lists all.`, status: 2 });
  }
  const found = await findInputs(paths, { folder, stdin, category });
  const nothing = nothingToDo(found, paths);
  if (nothing !== undefined) return fail(surroundings, nothing);
  const way = dryRun
    ? { deliver: rehearser(), where: 'Into nothing (--dry-run): this only reads and checks' }
    : await wayTo(surroundings, options);
  if ('words' in way) return fail(surroundings, way);
  stdout.write(`${way.where}\n`);

  const counts = tally();
  const failures: string[] = [];
  const progress = progressOn(stderr, totalOf(found));
  const onUnreadable = (file: string, why: string) => failures.push(`${file} ${why}`);
  const pieces = piecesOf(found.inputs, { maxBytes, onRead: progress.read, onUnreadable });
  const stopped = await importPieces(pieces, {
    ...{ deliver: way.deliver, counts, progress, onUnreadable, inFlight: dryRun ? 1 : 3 },
  });
  progress.end();

  if (counts.total.received > 0 || stopped === undefined) {
    stdout.write(`${counts.summary(dryRun ? 'would store' : 'stored').join('\n')}\n`);
  }
  for (const [why, n] of found.passedOver) stderr.write(`Passed over, ${why}: ${n}.\n`);
  for (const failure of failures.slice(0, mostFailures)) stderr.write(`commlog: ${failure}\n`);
  if (failures.length > mostFailures) stderr.write(`commlog: and ${failures.length - mostFailures} more.\n`);
  return stopped === undefined ? ended(surroundings, counts, failures) : fail(surroundings, stoppedBy(stopped));
}

/** How pieces travel, and the line that says where to and why there. */
async function wayTo(surroundings: Surroundings, options: TargetOptions) {
  const target = await targetOf(surroundings, options);
  if ('words' in target) return target;
  return { deliver: deliverer(target, surroundings.wait), where: `Into ${target.url} (${target.origin})` };
}

function nothingToDo({ inputs, missing, passedOver }: Inputs, paths: readonly string[]): Failure | undefined {
  const [path] = missing;
  if (path !== undefined) return { words: `there is no ${path}; nothing was imported.`, status: 2 };
  if (inputs.length > 0) return undefined;
  const others = [...passedOver].map(([why, n]) => ` (passed over, ${why}: ${n})`).join('');
  const taken = 'taken are .json, .jsonl, .ndjson and .gz of these';
  return { words: `nothing to import in ${paths.join(', ')}${others}; ${taken}.`, status: 1 };
}

function totalOf({ inputs }: Inputs): number | undefined {
  let total = 0;
  for (const { bytes } of inputs) {
    if (bytes === undefined) return undefined;
    total += bytes;
  }
  return total;
}

function stoppedBy(words: string): Failure {
  const next = 'What is stored stays. To go on, repeat the same command: sending again is harmless.';
  return { words: `stopped: ${words}\n${next}`, status: 1 };
}

function ended({ stderr }: Surroundings, { total }: Tally, failures: readonly string[]): ExitStatus {
  const { received, rejected } = total;
  if (rejected > 0) stderr.write(`Warning: ${rejected} of ${received} records were rejected.\n`);
  return failures.length > 0 || (received > 0 && rejected === received) ? 1 : 0;
}
