/** Reads the query string of `GET /records`: which records are asked for, and in what form. */
import type { Category } from '../categories/define.ts';
import { allCategories } from '../categories/index.ts';
import type { Issue } from '../issue.ts';
import { readChosenCategories } from './chosen-categories.ts';
import { type CategoryConditions, readColumnFilters } from './column-filters.ts';
import type { Condition } from './condition.ts';
import { markOf, type Place } from './cursor.ts';
import { type Order, orderReader } from './order.ts';
import { type Output, type OutputDefaults, readOutput } from './output-parameters.ts';
import { filledText, parameterReader } from './parameters.ts';
import { isFiner, type Range, readLimit, readRange } from './range-parameters.ts';
import { readPlace } from './read-place.ts';

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

export interface RecordQuery extends Range, Output {
  /** Those that can have such records, each with what its records must meet. */
  readonly searched: readonly CategoryConditions[];
  /** Those that are named, or all: what the columns of a file follow. */
  readonly categories: readonly Category[];
  readonly search: string | undefined;
  readonly order: Order;
  /** Absent: a page of 100, a file with all. */
  readonly limit: number | undefined;
  /** Stands for all that decides which records in which order: what a cursor belongs to. */
  readonly mark: string;
  /** Where the last page ended. */
  readonly place: Place | undefined;
}

export type RecordQueryRead =
  | { readonly outcome: 'read'; readonly query: RecordQuery }
  /** `invalid-cursor`: nothing but the cursor is wrong. */
  | { readonly outcome: 'invalid-parameters' | 'invalid-cursor'; readonly issues: readonly Issue[] };

export function readRecordQuery(params: URLSearchParams, defaults: OutputDefaults = {}): RecordQueryRead {
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
  const output = readOutput(reader, params, defaults);
  const mark = markOf([
    named?.map(({ slug }) => slug) ?? null,
    ...[range.fromText ?? null, range.untilText ?? null, search ?? null, resource ?? null, order],
    [...params].filter(([name]) => !(recordParameters as readonly string[]).includes(name)).sort(),
  ]);
  const read = readPlace(reader, mark);
  if (read.outcome !== 'read') return read;
  const searched = filtered.map(({ category, conditions }) => ({
    category,
    conditions: [...conditions, ...resourceCondition(category, resource), ...finerThanMs(category, range)],
  }));
  const { place } = read;
  return { outcome: 'read', query: { ...range, ...output, searched, categories, search, order, limit, mark, place } };
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
