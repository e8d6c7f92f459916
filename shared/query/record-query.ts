/** Reads the query string of `GET /records`: which records are asked for, and in what form. */
import type { Category } from '../categories/define.ts';
import { allCategories } from '../categories/index.ts';
import { Unreadable } from '../categories/read-value.ts';
import type { Issue } from '../issue.ts';
import { readChosenCategories } from './chosen-categories.ts';
import { type CategoryConditions, readColumnFilters } from './column-filters.ts';
import type { Condition } from './condition.ts';
import { cursorMessages, fromCursor, markOf, type Place } from './cursor.ts';
import { formatOf, formats, type RecordFormat } from './format.ts';
import { type Order, orderReader } from './order.ts';
import { filledText, flag, oneOf, parameterReader } from './parameters.ts';
import { isFiner, type Range, readLimit, readRange } from './range-parameters.ts';
import { type TimeWriter, timeWriter } from './time-zone.ts';

/** A parameter of any other name is a column's; these are only known in this letter case. */
export const recordParameters = [
  'category',
  'from',
  'until',
  'limit',
  'cursor',
  'order',
  'search',
  'resource',
  'tz',
  'format',
  'count',
  'formulas',
] as const;

export interface RecordQuery extends Range {
  /** Those that can have such records, each with what its records must meet. */
  readonly searched: readonly CategoryConditions[];
  /** Those that are named, or all: what the columns of a file follow. */
  readonly categories: readonly Category[];
  readonly search: string | undefined;
  readonly order: Order;
  /** Absent: a page of 100, a file with all. */
  readonly limit: number | undefined;
  readonly zone: { readonly name: string; readonly write: TimeWriter };
  readonly format: RecordFormat;
  readonly count: boolean;
  /** Whether cells of CSV may begin as formulas do. */
  readonly keepFormulas: boolean;
  /** Stands for all that decides which records in which order: what a cursor belongs to. */
  readonly mark: string;
  /** Where the last page ended. */
  readonly place: Place | undefined;
}

export type RecordQueryRead =
  | { readonly outcome: 'read'; readonly query: RecordQuery }
  /** `invalid-cursor`: nothing but the cursor is wrong. */
  | { readonly outcome: 'invalid-parameters' | 'invalid-cursor'; readonly issues: readonly Issue[] };

/** What decides where the query string says nothing: the header `Accept`, and the time zone of the installation. */
export interface RecordQueryDefaults {
  readonly accept?: string | null;
  readonly zone?: string;
}

export function readRecordQuery(params: URLSearchParams, defaults: RecordQueryDefaults = {}): RecordQueryRead {
  const reader = parameterReader(params);
  const { issues } = reader;
  const named = readChosenCategories(params, issues);
  const categories = named?.length ? named : allCategories;
  const range = readRange(reader);
  const search = reader.one('search', filledText);
  const resource = reader.one('resource', filledText);
  const order = reader.one('order', orderReader(categories)) ?? 'newest';
  const filtered = readColumnFilters(params, recordParameters, categories, issues);
  const limit = readLimit(reader);
  const zone = reader.one('tz', zoneNamed) ?? defaultZone(defaults.zone ?? 'UTC');
  const format = reader.one('format', oneOf(formats)) ?? formatOf(defaults.accept);
  const count = reader.one('count', flag) ?? false;
  const keepFormulas = reader.one('formulas', oneOf(['keep', 'neutralise'])) === 'keep';
  if (format !== 'json') for (const name of ['cursor', 'count']) refuse(params, name, format, issues);
  const mark = markOf([
    named?.map(({ slug }) => slug) ?? null,
    ...[range.fromText ?? null, range.untilText ?? null, search ?? null, resource ?? null, order],
    [...params].filter(([name]) => !(recordParameters as readonly string[]).includes(name)).sort(),
  ]);
  const cursor = reader.one('cursor', filledText);
  const read = cursor === undefined ? undefined : fromCursor(mark, cursor);
  // Whether it is of another query cannot be said while the query is wrong.
  if (issues.length > 0 && read?.outcome === 'unreadable')
    issues.push({ path: 'cursor', message: cursorMessages.unreadable });
  if (issues.length > 0) return { outcome: 'invalid-parameters', issues };
  if (read && read.outcome !== 'read')
    return { outcome: 'invalid-cursor', issues: [{ path: 'cursor', message: cursorMessages[read.outcome] }] };
  const searched = filtered.map(({ category, conditions }) => ({
    category,
    conditions: [...conditions, ...resourceCondition(category, resource), ...finerThanMs(category, range)],
  }));
  const place = read?.place;
  return {
    outcome: 'read',
    query: { ...range, searched, categories, search, order, limit, zone, format, count, keepFormulas, mark, place },
  };
}

function refuse(params: URLSearchParams, name: string, format: RecordFormat, issues: Issue[]): void {
  if (params.has(name))
    issues.push({ path: name, message: `goes with pages of JSON only; ${format} brings all records` });
}

function defaultZone(name: string): RecordQuery['zone'] {
  return { name, write: timeWriter(name) ?? ((utc) => utc) };
}

function zoneNamed(name: string): RecordQuery['zone'] | Unreadable {
  const write = timeWriter(name);
  return write ? { name, write } : new Unreadable('must be a time zone of the IANA list, such as Europe/Berlin');
}

/** An id has slashes, a name has none. */
function resourceCondition(category: Category, resource: string | undefined): Condition[] {
  if (resource === undefined) return [];
  const value = resource.trim().toLowerCase();
  const column = category.columnNamed(value.includes('/') ? 'ResourceId' : 'ResourceName');
  return column ? [{ column, operator: 'eq', values: [value.includes('/') ? value.replace(/^\/*/, '/') : value] }] : [];
}

/** Keys tell milliseconds; what a range says beyond them, TimeGenerated decides. */
function finerThanMs(category: Category, { fromText, untilText }: Range): Condition[] {
  const column = category.columnNamed('TimeGenerated');
  if (!column) return [];
  return [
    ...(fromText && isFiner(fromText) ? [{ column, operator: 'gte', values: [fromText] } as const] : []),
    ...(untilText && isFiner(untilText) ? [{ column, operator: 'lt', values: [untilText] } as const] : []),
  ];
}
