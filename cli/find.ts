/** commlog find: everything that carries a value, as a table for people or as JSON. */
import { z } from 'zod';
import type { AddCommand } from './add-command.ts';
import { failureOf } from './failure-of.ts';
import { request } from './request.ts';
import { type ExitStatus, fail, type Surroundings } from './surroundings.ts';
import { type Target, targetOf } from './target.ts';
import { type TargetOptions, withTargetOptions } from './target-options.ts';
import { printable, textTable } from './text-table.ts';

interface FindOptions extends TargetOptions {
  readonly from?: string;
  readonly until?: string;
  readonly limit?: string;
  readonly json?: true;
}

const answer = z.looseObject({
  items: z.array(z.looseObject({ id: z.string(), category: z.string() })),
  communications: z.array(z.looseObject({ id: z.string() })).default([]),
  communicationsTruncated: z.boolean().optional(),
  next: z.string().nullable(),
  searched: z.looseObject({
    from: z.string(),
    until: z.string(),
    categories: z.array(z.string()).default([]),
    off: z.array(z.string()).default([]),
  }),
  /** Those of categories that hold records come first. */
  hints: z.array(z.object({ category: z.string(), hint: z.string() })).default([]),
  searchedTo: z.string().optional(),
});
type FindAnswer = z.infer<typeof answer>;

/** More than that nobody reads on a terminal. */
const mostHints = 8;

export const addFind: AddCommand = (program, surroundings, end) => {
  withTargetOptions(program.command('find'))
    .description('show everything that carries an id, number, e-mail address, identity or IP address')
    .argument('<value>', 'what to look for, in any of the forms in which people write it')
    .option('--from <when>', 'start of the range: a date or an instant in UTC')
    .option('--until <when>', 'end of the range, exclusive')
    .option('--limit <number>', 'how many to show, 1 to 1000')
    .option('--json', 'print the answer as Commlog gives it')
    .action(async (value: string, options: FindOptions) => end(await find(surroundings, value, options)));
};

async function find(surroundings: Surroundings, value: string, options: FindOptions): Promise<ExitStatus> {
  const target = await targetOf(surroundings, options);
  if ('words' in target) return fail(surroundings, target);
  const { from, until, limit, json } = options;
  const query = new URLSearchParams({ value, ...defined({ from, until, limit }) });
  const got = await request(target, { method: 'GET', path: `/find?${query}` });
  const found = got.kind === 'answer' && got.status === 200 ? answer.safeParse(got.value).data : undefined;
  if (got.kind !== 'answer' || !found) return fail(surroundings, failureOf(got, target, 'COMMLOG_KEY'));
  const lines = json ? [JSON.stringify(got.value, undefined, 2)] : linesOf(found, value, target);
  surroundings.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

function defined(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function linesOf(found: FindAnswer, value: string, target: Target): string[] {
  const [first] = found.items;
  const communications = communicationLines(found);
  if (first === undefined) return communications.length > 0 ? communications : emptyLines(found, value);
  const columns = ['time (UTC)', 'category', 'operation', 'result', 'in', 'id'].map((title) => ({ title }));
  const rows = found.items.map((item) => [
    ...[instant(item.TimeGenerated), item.category, textOf(item.OperationName), textOf(item.ResultType)],
    ...[textOf(item.columns), item.id],
  ]);
  const more =
    found.searchedTo === undefined
      ? 'There are more: narrow the range with --from and --until, or raise --limit.'
      : timeRanOut(found.searchedTo);
  return [
    ...textTable(columns, rows),
    ...(found.next === null ? [] : ['', more]),
    ...(communications.length > 0 ? ['', ...communications] : []),
    '',
    `One of them with all it says: ${target.url}/api/records/${encodeURIComponent(first.id)}`,
  ];
}

/** What the records belong to, a line each. */
function communicationLines({ communications, communicationsTruncated }: FindAnswer): string[] {
  if (communications.length === 0) return [];
  const columns = ['start (UTC)', 'kind', 'state', 'from', 'to', 'communication'].map((title) => ({ title }));
  const rows = communications.map((one) => [
    ...[instant(one.start), textOf(one.kind), textOf(one.state), listText(one.from), listText(one.to), one.id],
  ]);
  return [
    ...textTable(columns, rows),
    ...(communicationsTruncated ? ['There are more communications: narrow the range with --from and --until.'] : []),
  ];
}

/** The first of several, and how many more there are. */
function listText(value: unknown): string {
  const [first, ...others] = Array.isArray(value) ? value : [];
  return others.length === 0 ? textOf(first) : `${textOf(first)} +${others.length}`;
}

function emptyLines({ searched, hints, searchedTo }: FindAnswer, value: string): string[] {
  const { from, until, categories, off } = searched;
  return [
    `Nothing carries ${JSON.stringify(printable(value))}.`,
    `Searched from ${from} until ${until} in ${categories.length} categories.`,
    ...(searchedTo === undefined ? [] : [timeRanOut(searchedTo)]),
    ...(off.length > 0 ? [`Switched off: ${off.join(', ')}.`] : []),
    ...hints.slice(0, mostHints).map(({ category, hint }) => printable(`- ${category}: ${hint}`)),
    ...(hints.length > mostHints ? [`… and ${hints.length - mostHints} more: see docs/reference.md`] : []),
  ];
}

const timeRanOut = (searchedTo: string): string =>
  `Time ran out: nothing before ${searchedTo} was looked at. Ask for that with --until.`;

/** To the second: what people compare. */
function instant(value: unknown): string {
  const text = textOf(value);
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) ? `${text.slice(0, 10)} ${text.slice(11, 19)}` : text;
}

const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
