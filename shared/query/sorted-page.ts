/** A page of records in the order of a column. */
import type { StoredRecord } from '../categories/record.ts';
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
import { fromSortText, sortValue, toSortText } from './sort-key.ts';
import { type Sortable, type Sorted, sortMatches } from './sort-matches.ts';
import { wholeRecord } from './whole-record.ts';

type ByColumn = Exclude<Order, 'newest'>;

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

/** The first rows in order. */
export async function sortedRows(
  reading: Reading,
  query: RecordQuery,
  order: ByColumn,
  { isLate, ...options }: SortOptions,
): Promise<Sorted<SortedRow>> {
  const { store, now } = reading;
  const { searched, until } = searchPlan(query, reading);
  const found = scan({ store, now, searched, after: placeBefore(until), isLate, pageRows: 1000, mostPageRows: 1000 });
  const sortedOf = (row: Row): SortedRow => {
    // Lists do not show what was delivered, and 20,000 such texts fill the memory.
    const record = { ...row.record, delivered: '' };
    return { value: sortValue(record, order.column), id: idOf(record), row: { ...row, record } };
  };
  return sortMatches(found.steps, sortedOf, { ...options, descending: order.descending, what: 'records' });
}
