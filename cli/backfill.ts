/** commlog backfill: takes a range from Log Analytics, and shows how far it is. */
import { z } from 'zod';
import type { AddCommand } from './add-command.ts';
import { failureOf } from './failure-of.ts';
import { type FollowedRun, followRun, runIn } from './follow-run.ts';
import { request } from './request.ts';
import { type ExitStatus, fail, type Surroundings } from './surroundings.ts';
import { targetOf } from './target.ts';
import { type TargetOptions, withTargetOptions } from './target-options.ts';
import { printable } from './text-table.ts';

interface BackfillOptions extends TargetOptions {
  readonly from: string;
  readonly until: string;
  readonly category?: readonly string[];
  readonly follow?: true;
}

const progressSchema = z.looseObject({
  category: z.string().optional(),
  from: z.string().optional(),
  until: z.string().optional(),
  categoriesDone: z.number(),
  categoriesLeft: z.number(),
  notInWorkspace: z.array(z.string()),
});

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
  if (options.follow) return followRun(surroundings, target, begun, { name: 'the back-fill', lineOf, countsOf });
  surroundings.stdout.write(`How far it is: ${target.url}/api/runs/${encodeURIComponent(begun.id)}\n`);
  return 0;
}

function lineOf({ progress, stored, duplicate }: FollowedRun): string {
  const read = progressSchema.safeParse(progress).data;
  if (!read) return 'Waiting for its first slice.';
  const { category, from, until, categoriesDone, categoriesLeft } = read;
  const where = category === undefined ? '' : `${category}${from === undefined ? '' : ` ${from} – ${until}`}: `;
  return `${where}${stored} stored, ${duplicate} known; ${categoriesDone} categories done, ${categoriesLeft} to do.`;
}

function countsOf({ examined, stored, duplicate, skipped, rejected, progress }: FollowedRun): string {
  const absent = progressSchema.safeParse(progress).data?.notInWorkspace ?? [];
  return [
    `${examined} rows: ${stored} stored, ${duplicate} known already, ${skipped} skipped, ${rejected} rejected.`,
    ...(absent.length === 0 ? [] : [`Not in this workspace: ${printable(absent.join(', '))}.`]),
  ].join('\n');
}
