/** commlog export: all records, communications or call logs of a filter, as they come, to a file or the standard output. */
import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Argument, Option } from 'commander';
import type { AddCommand } from './add-command.ts';
import { failureOf } from './failure-of.ts';
import { answerIn, codeOf, send } from './request.ts';
import { type ExitStatus, type Failure, fail, type Surroundings } from './surroundings.ts';
import { targetOf } from './target.ts';
import { type TargetOptions, withTargetOptions } from './target-options.ts';
import { printable } from './text-table.ts';

interface ExportOptions extends TargetOptions {
  readonly format: 'csv' | 'ndjson';
  readonly out?: string;
  readonly from?: string;
  readonly until?: string;
}

const subjects = ['records', 'communications', 'call-logs'] as const;

const details = `
A filter is a parameter of GET /api/records, /api/communications or /api/call-logs: category=sms ResultType=Failed,
state=Failed,Warning tz=Europe/Berlin. What is already written to a file that ends early stays there.
Exit status 1: the export failed or is incomplete, which its last line says too.`;

export const addExport: AddCommand = (program, surroundings, end) => {
  withTargetOptions(program.command('export'))
    .description('write all records, communications or call logs of a filter as CSV or JSON Lines')
    .addArgument(new Argument('<what>', 'what to export').choices(subjects))
    .argument('[filter=value...]', 'only what matches all of these')
    .addOption(new Option('--format <format>', 'the form of the file').choices(['csv', 'ndjson']).default('csv'))
    .option('--out <file>', 'where to write; else the standard output')
    .option('--from <when>', 'start of the range: a date or an instant in UTC')
    .option('--until <when>', 'end of the range, exclusive')
    .addHelpText('after', details)
    .action(async (what: string, filters: string[], options: ExportOptions) =>
      end(await exportAll(surroundings, what, filters, options)),
    );
};

async function exportAll(
  surroundings: Surroundings,
  what: string,
  filters: readonly string[],
  options: ExportOptions,
): Promise<ExitStatus> {
  const query = queryOf(filters, options);
  if ('words' in query) return fail(surroundings, query);
  const target = await targetOf(surroundings, options);
  if ('words' in target) return fail(surroundings, target);
  const response = await send(target, { method: 'GET', path: `/${what}?${query}` }).catch(codeOf);
  if (typeof response === 'string')
    return fail(surroundings, failureOf({ kind: 'unreachable', code: response }, target, 'COMMLOG_KEY'));
  if (response.status !== 200 || !isFile(response, options.format)) {
    const got = await answerIn(response).catch(
      (error: unknown) => ({ kind: 'unreachable', code: codeOf(error) }) as const,
    );
    return fail(surroundings, failureOf(got, target, 'COMMLOG_KEY'));
  }
  const ended = await writeOut(surroundings, response, options);
  if (ended === undefined) return 0;
  return fail(surroundings, { words: ended, status: 1 });
}

function queryOf(filters: readonly string[], { format, from, until }: ExportOptions): URLSearchParams | Failure {
  const query = new URLSearchParams();
  for (const filter of filters) {
    const at = filter.indexOf('=');
    if (at < 1) return { words: `"${printable(filter)}" is no filter; write NAME=VALUE.`, status: 2 };
    if (filter.slice(0, at) === 'format') return { words: 'the form of the file is chosen with --format.', status: 2 };
    query.append(filter.slice(0, at), filter.slice(at + 1));
  }
  for (const [name, value] of Object.entries({ from, until, format }))
    if (value !== undefined) query.append(name, value);
  return query;
}

/** Another server may answer anything with 200. */
function isFile(response: Response, format: ExportOptions['format']): boolean {
  const type = response.headers.get('content-type') ?? '';
  return type.startsWith(format === 'csv' ? 'text/csv' : 'application/x-ndjson');
}

/** In words what is missing; undefined when nothing is. */
async function writeOut(
  { stdout, folder }: Surroundings,
  response: Response,
  { out, format }: ExportOptions,
): Promise<string | undefined> {
  const file: FileHandle | undefined = out === undefined ? undefined : await open(resolve(folder, out), 'w');
  const decoder = new TextDecoder();
  let tail = '';
  try {
    for await (const chunk of response.body ?? []) {
      const text = decoder.decode(chunk, { stream: true });
      if (file) await file.write(chunk);
      else stdout.write(text);
      tail = (tail + text).slice(-tailChars);
    }
  } catch (error) {
    return `the answer broke off (${codeOf(error)}); the export is incomplete, ask again.`;
  } finally {
    await file?.close();
  }
  return missingIn(tail, format);
}

/** Longer than any last line that says what is missing. */
const tailChars = 4096;

function missingIn(tail: string, format: ExportOptions['format']): string | undefined {
  if (tail !== '' && !tail.endsWith('\n')) return 'the answer broke off; the export is incomplete, ask again.';
  const last = tail.trimEnd().split('\n').at(-1) ?? '';
  const said =
    format === 'csv'
      ? /^"?# (incomplete: .*?)"?\r?$/.exec(last)?.[1]
      : /^\{"error":\{"message":"(.*)"\}\}$/.exec(last)?.[1];
  return said && printable(said);
}
