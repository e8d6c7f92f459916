/** The two forms of files: CSV with fixed columns, and JSON Lines. */
import { stringify } from 'csv-stringify/sync';
import type { RecordQuery } from './record-query.ts';

export interface ExportForm {
  readonly contentType: string;
  readonly extension: string;
  /** What stands before the first record; empty where nothing does. */
  readonly head: string;
  /** How a finished JSON text is held in an item. */
  readonly json: (text: string) => unknown;
  readonly lines: (items: readonly Readonly<Record<string, unknown>>[]) => string;
  /** Says at the end why records are missing. */
  readonly lastLine: (why: string) => string;
}

/** CSV of records: the columns of their categories, whatever the data. */
export function csvForm({ categories, keepFormulas }: Pick<RecordQuery, 'categories' | 'keepFormulas'>): ExportForm {
  const names = new Set([
    'id',
    'category',
    ...categories.flatMap(({ columns }) => columns.map(({ name }) => name)),
    'AdditionalFields',
  ]);
  return csvOf([...names], keepFormulas);
}

/**
 * RFC 4180 in UTF-8: CRLF, quotes where needed; an absent value is nothing, an empty text `""`. A text that a spreadsheet
 * would take for a formula (it begins with = + - @, tab or return) gets a `'` before it, unless formulas are kept.
 */
export function csvOf(columns: readonly string[], keepFormulas: boolean): ExportForm {
  const options = {
    record_delimiter: '\r\n',
    // Unlike quoted_empty it leaves absent values alone.
    quoted_match: /^$/,
    escape_formulas: !keepFormulas,
    cast: { boolean: String, bigint: String },
  };
  return {
    contentType: 'text/csv; charset=utf-8; header=present',
    extension: 'csv',
    head: stringify([columns], options),
    json: (text) => text,
    lines: (items) =>
      stringify(
        items.map((item) => columns.map((name) => item[name])),
        options,
      ),
    lastLine: (why) => stringify([[`# ${why}`]], options),
  };
}

/** One JSON object a line; the last one has `error` when records are missing. `jsonText` writes an item, `raw` marks JSON. */
export function ndjsonForm(jsonText: (value: unknown) => string, raw: (text: string) => unknown): ExportForm {
  // Line breaks within JSON stand between its tokens only, where a blank says the same.
  const line = (value: unknown) => `${jsonText(value).replace(/[\r\n]+/g, ' ')}\n`;
  return {
    contentType: 'application/x-ndjson; charset=utf-8',
    extension: 'ndjson',
    head: '',
    json: raw,
    lines: (items) => items.map(line).join(''),
    lastLine: (why) => line({ error: { message: why } }),
  };
}

/** `commlog-sms-2026-03-01-2026-04-01.csv`: category, range, and the zone where it is not UTC. `today` ends an open range. */
export function exportName(query: RecordQuery, form: ExportForm, today: Date): string {
  const [only, ...others] = query.categories;
  return fileName(only && others.length === 0 ? only.slug : 'records', query, form, today);
}

/** The same for any subject. */
export function fileName(
  subject: string,
  { fromText, untilText, zone }: Pick<RecordQuery, 'fromText' | 'untilText' | 'zone'>,
  { extension }: Pick<ExportForm, 'extension'>,
  today: Date,
): string {
  const from = fromText === undefined ? 'start' : shortTime(fromText);
  const until = shortTime(untilText ?? today.toISOString().slice(0, 10));
  const place = zone.name.toUpperCase() === 'UTC' ? '' : `-${zone.name.replace(/[^A-Za-z0-9]+/g, '-')}`;
  return `commlog-${subject}-${from}-${until}${place}.${extension}`;
}

/** `2026-03-01T00:00:00.000Z` → `2026-03-01`; `2026-03-01T10:30:00.000Z` → `2026-03-01T103000`. */
function shortTime(text: string): string {
  return text
    .slice(0, 19)
    .replace(/T00:00:00$/, '')
    .replaceAll(':', '');
}
