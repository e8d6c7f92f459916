/** commlog backfill: takes a range from Log Analytics, and shows how far it is. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { AddCommand } from './add-command.ts';
import { failureOf } from './failure-of.ts';
import { type Got, request } from './request.ts';
import { type ExitStatus, fail, type Surroundings } from './surroundings.ts';
import { type Target, targetOf } from './target.ts';
import { type TargetOptions, withTargetOptions } from './target-options.ts';
import { printable } from './text-table.ts';

interface BackfillOptions extends TargetOptions {
  readonly from: string;
  readonly until: string;
  readonly category?: readonly string[];
  readonly follow?: true;
}

const run = z.looseObject({
  id: z.string(),
  state: z.string(),
  examined: z.number(),
  stored: z.number(),
  duplicate: z.number(),
  skipped: z.number(),
  rejected: z.number(),
  failed: z.number(),
  reason: z.object({ class: z.string(), words: z.string() }).nullable(),
  progress: z
    .looseObject({
      category: z.string().optional(),
      from: z.string().optional(),
      until: z.string().optional(),
      categoriesDone: z.number(),
      categoriesLeft: z.number(),
      notInWorkspace: z.array(z.string()),
    })
    .nullable()
    .catch(null),
});
type Run = z.infer<typeof run>;

/** Between two looks at the run; it goes on once a minute, slice after slice. */
const lookEveryMs = 5_000;
/** So many looks in a row may fail before following ends. */
const mostFailures = 5;

const details = `
The run goes on inside Commlog whether or not anybody follows it. Taking a range again is harmless: what is stored already
is counted as duplicate. Exit status 1: it could not be begun, or was followed and failed.`;

export const addBackfill: AddCommand = (program, surroundings, end) => {
  withTargetOptions(program.command('backfill'))
    .description('take what Log Analytics has of a range and is not stored yet')
    .requiredOption('--from <when>', 'start of the range: a date or an instant in UTC')
    .requiredOption('--until <when>', 'end of the range, exclusive')
    .option('--category <name...>', 'only these categories, by any of their names')
    .option('--follow', 'show how far it is until it has ended')
    .addHelpText('after', details)
    .action(async (options: BackfillOptions) => end(await backfill(surroundings, options)));
};

async function backfill(surroundings: Surroundings, options: BackfillOptions): Promise<ExitStatus> {
  const target = await targetOf(surroundings, options);
  if ('words' in target) return fail(surroundings, target);
  const { from, until, category: categories } = options;
  const got = await request(target, {
    method: 'POST',
    path: '/backfill',
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode(JSON.stringify({ from, until, categories })),
  });
  const begun = runIn(got, 202);
  if (!begun) return fail(surroundings, failureOf(got, target, 'COMMLOG_KEY'));
  surroundings.stdout.write(`Begun: run ${begun.id}\n`);
  if (options.follow) return follow(surroundings, target, begun);
  surroundings.stdout.write(`How far it is: ${target.url}/api/runs/${encodeURIComponent(begun.id)}\n`);
  return 0;
}

async function follow(surroundings: Surroundings, target: Target, begun: Run): Promise<ExitStatus> {
  const { stdout, stderr, wait = sleep } = surroundings;
  let shown = '';
  let failures = 0;
  for (let known = begun; ; ) {
    if (known.state === 'done' || known.state === 'failed') {
      const words = known.reason === null ? '' : ` ${printable(known.reason.words)}`;
      stdout.write(`${countsOf(known)}\n`);
      if (known.state === 'failed') return fail(surroundings, { words: `the back-fill failed.${words}`, status: 1 });
      if (words !== '') stdout.write(`${words.trim()}\n`);
      return 0;
    }
    const line = printable(lineOf(known));
    if (line !== shown) stderr.write(`${line}\n`);
    shown = line;
    await wait(lookEveryMs);
    const got = await request(target, { method: 'GET', path: `/runs/${encodeURIComponent(begun.id)}` });
    const next = runIn(got, 200);
    failures = next ? 0 : failures + 1;
    if (failures === mostFailures) return fail(surroundings, failureOf(got, target, 'COMMLOG_KEY'));
    known = next ?? known;
  }
}

function runIn(got: Got, status: number): Run | undefined {
  return got.kind === 'answer' && got.status === status ? run.safeParse(got.value).data : undefined;
}

function lineOf({ progress, stored, duplicate }: Run): string {
  if (!progress) return 'Waiting for its first slice.';
  const { category, from, until, categoriesDone, categoriesLeft } = progress;
  const where = category === undefined ? '' : `${category}${from === undefined ? '' : ` ${from} – ${until}`}: `;
  return `${where}${stored} stored, ${duplicate} known; ${categoriesDone} categories done, ${categoriesLeft} to do.`;
}

function countsOf({ examined, stored, duplicate, skipped, rejected, progress }: Run): string {
  const absent = progress?.notInWorkspace ?? [];
  return [
    `${examined} rows: ${stored} stored, ${duplicate} known already, ${skipped} skipped, ${rejected} rejected.`,
    ...(absent.length === 0 ? [] : [`Not in this workspace: ${printable(absent.join(', '))}.`]),
  ].join('\n');
}
