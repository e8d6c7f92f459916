/** A page in the order of a column: all matches are looked at, within bounds, and the page's own are kept. */
import type { StoredRecord } from '../categories/record.ts';
import type { Value } from '../storage/table-store.ts';
import { toCursor } from './cursor.ts';
import type { RecordList } from './list-records.ts';
import type { Order } from './order.ts';
import { placeBefore } from './position.ts';
import { defaultLimit } from './range-parameters.ts';
import type { Reading } from './reading.ts';
import { idOf } from './record-item.ts';
import type { RecordQuery } from './record-query.ts';
import type { Row } from './row-source.ts';
import { scan } from './scan.ts';
import { searchPlan } from './search-plan.ts';
import { compareValues, fromSortText, sortValue, toSortText } from './sort-key.ts';
import { wholeRecord } from './whole-record.ts';

/** Matches that can be sorted. */
export const mostSorted = 20_000;

interface Sortable {
  readonly value: Value | undefined;
  readonly id: string;
}

type ByColumn = Exclude<Order, 'newest'>;

/** In the order: by value, ties by id, in both directions; records without a value first when ascending, last when descending. */
export function sortableOrder({ descending }: ByColumn): (a: Sortable, b: Sortable) => number {
  return (a, b) => {
    const byValue = compareValues(a.value, b.value);
    if (byValue !== 0) return descending ? -byValue : byValue;
    return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
  };
}

export async function sortedPage(
  reading: Reading,
  query: RecordQuery,
  order: ByColumn,
  isLate: () => boolean,
): Promise<RecordList> {
  const { limit = defaultLimit, mark, place } = query;
  const value = place ? fromSortText(String(place[0])) : undefined;
  if (value === null) return { outcome: 'invalid-cursor' };
  const after = place ? { value, id: String(place[1]) } : undefined;
  const sorted = await sortedRows(reading, query, order, { isLate, most: limit + 1, after });
  if (sorted.outcome !== 'sorted') return sorted;
  const rows = sorted.rows.slice(0, limit);
  const last = sorted.rows.length > limit ? rows.at(-1) : undefined;
  const records: StoredRecord[] = [];
  for (const { row } of rows) records.push(row.whole ? row.record : await wholeRecord(reading.store, row.record));
  return { outcome: 'listed', records, next: last ? toCursor(mark, [toSortText(last.value), last.id]) : null };
}

export interface SortedRow extends Sortable {
  readonly row: Row;
}

export interface SortOptions {
  readonly isLate: () => boolean;
  /** Rows to keep. */
  readonly most: number;
  /** Only what comes after it. */
  readonly after?: Sortable | undefined;
}

export type Sorted =
  | { readonly outcome: 'sorted'; readonly rows: readonly SortedRow[] }
  | { readonly outcome: 'narrow-the-range'; readonly detail: string };

/** The first rows in order. Memory holds a few times as many, whatever the number of matches. */
export async function sortedRows(
  reading: Reading,
  query: RecordQuery,
  order: ByColumn,
  options: SortOptions,
): Promise<Sorted> {
  const { store, now } = reading;
  const { isLate, most, after } = options;
  const { searched, until } = searchPlan(query, reading);
  const compare = sortableOrder(order);
  let kept: SortedRow[] = [];
  let matches = 0;
  const found = scan({ store, now, searched, after: placeBefore(until), isLate, pageRows: 1000, mostPageRows: 1000 });
  for await (const step of found.steps) {
    if (step.kind === 'stopped') return narrow(`Time ran out after ${matches} matches`);
    matches += 1;
    if (matches > mostSorted) return narrow(`More than ${mostSorted} records match`);
    // Lists do not show what was delivered, and 20,000 such texts fill the memory.
    const record = { ...step.item.record, delivered: '' };
    const sortable = { value: sortValue(record, order.column), id: idOf(record), row: { ...step.item, record } };
    if (after && compare(sortable, after) <= 0) continue;
    kept.push(sortable);
    if (kept.length >= 4 * most + 1000) kept = kept.sort(compare).slice(0, most);
  }
  return { outcome: 'sorted', rows: kept.sort(compare).slice(0, most) };
}

function narrow(why: string): Sorted {
  return {
    outcome: 'narrow-the-range',
    detail: `${why}; in an order other than newest first at most ${mostSorted} can be sorted. Choose a shorter range, or a filter that matches less.`,
  };
}
