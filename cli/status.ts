/** commlog status: whether ANY records arrive, in a sentence and as tables for people, or as JSON. */
import { z } from 'zod';
import type { AddCommand } from './add-command.ts';
import { failureOf } from './failure-of.ts';
import { request } from './request.ts';
import { type ExitStatus, fail, type Surroundings } from './surroundings.ts';
import { targetOf } from './target.ts';
import { type TargetOptions, withTargetOptions } from './target-options.ts';
import { printable, textTable } from './text-table.ts';

interface StatusOptions extends TargetOptions {
  readonly json?: true;
}

const lastError = z.looseObject({ class: z.string(), words: z.string(), since: z.string() }).nullable();
const facts = { source: z.string(), state: z.string(), newest: z.string().nullable(), lastError };
const answer = z.looseObject({
  answer: z.string(),
  state: z.string(),
  roads: z.array(z.looseObject({ ...facts, lookedAt: z.string().nullable() })),
  items: z.array(z.looseObject({ ...facts, resource: z.string(), category: z.string() })),
});
type StatusAnswer = z.infer<typeof answer>;
type LastError = z.infer<typeof lastError>;

/** More than that nobody reads on a terminal. */
const mostItems = 50;

export const addStatus: AddCommand = (program, surroundings, end) => {
  withTargetOptions(program.command('status'))
    .description('say whether any records arrive: by road, then by category and resource')
    .option('--json', 'print the answer as Commlog gives it')
    .addHelpText('after', '\nExit status: 1 also when records do not arrive any more.')
    .action(async (options: StatusOptions) => end(await status(surroundings, options)));
};

async function status(surroundings: Surroundings, options: StatusOptions): Promise<ExitStatus> {
  const target = await targetOf(surroundings, options);
  if ('words' in target) return fail(surroundings, target);
  const got = await request(target, { method: 'GET', path: '/status' });
  // A status that is failing is answered with 503, and with the same body.
  const found = got.kind === 'answer' && [200, 503].includes(got.status) ? answer.safeParse(got.value).data : undefined;
  if (got.kind !== 'answer' || !found) return fail(surroundings, failureOf(got, target, 'COMMLOG_KEY'));
  const lines = options.json ? [JSON.stringify(got.value, undefined, 2)] : linesOf(found);
  surroundings.stdout.write(`${lines.join('\n')}\n`);
  return found.state === 'failing' ? 1 : 0;
}

function linesOf({ answer: sentence, roads, items }: StatusAnswer): string[] {
  const shown = items.slice(0, mostItems);
  return [
    printable(sentence),
    ...table(
      ['road', 'state', 'newest (UTC)', 'looked at', 'last error'],
      roads.map((one) => [one.source, one.state, instant(one.newest), instant(one.lookedAt), errorText(one.lastError)]),
    ),
    ...table(
      ['category', 'road', 'state', 'newest (UTC)', 'resource', 'last error'],
      shown.map((one) => [
        ...[one.category, one.source, one.state, instant(one.newest)],
        ...[one.resource.split('/').at(-1) ?? '', one.lastError?.class ?? ''],
      ]),
    ),
    ...(items.length > mostItems ? [`… and ${items.length - mostItems} more: --json prints all`] : []),
  ];
}

/** With an empty line before it; nothing when there are no rows. */
function table(titles: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  return [
    '',
    ...textTable(
      titles.map((title) => ({ title })),
      rows,
    ),
  ];
}

const errorText = (error: LastError): string =>
  error === null ? '' : `${error.class} since ${instant(error.since)}: ${error.words}`;

const instant = (text: string | null): string => (text === null ? '' : `${text.slice(0, 10)} ${text.slice(11, 16)}`);
