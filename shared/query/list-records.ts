/** A page of records, newest first or in the order of a column, with what can be counted. */
import type { StoredRecord } from '../categories/record.ts';
import { type Counts, countRecords } from './count-records.ts';
import { toCursor } from './cursor.ts';
import { isBefore, type Position, placeBefore, positionOf } from './position.ts';
import { defaultLimit } from './range-parameters.ts';
import { deadline, pageMs, type Reading } from './reading.ts';
import type { RecordQuery } from './record-query.ts';
import type { Row } from './row-source.ts';
import { scan } from './scan.ts';
import { searchPlan } from './search-plan.ts';
import { sortedPage } from './sorted-page.ts';
import { wholeRecord } from './whole-record.ts';

/** `next`: the cursor to go on with, where there may be more. `searchedTo`: how far it looked, where time ran out (UTC). */
export interface RecordPage extends Partial<Counts> {
  readonly outcome: 'listed';
  readonly records: readonly StoredRecord[];
  readonly next: string | null;
  readonly searchedTo?: string;
}

export type RecordList =
  | RecordPage
  | { readonly outcome: 'invalid-cursor' }
  /** More matches than can be sorted (`most`), or more to look through than there is time for. */
  | { readonly outcome: 'narrow-the-range'; readonly detail: string };

/** Throws StorageUnavailable when storage does not answer. */
export async function listRecords(reading: Reading, query: RecordQuery): Promise<RecordList> {
  const isLate = deadline(reading, pageMs);
  const [page, counts] = await Promise.all([
    query.order === 'newest' ? newestPage(reading, query, isLate) : sortedPage(reading, query, query.order, isLate),
    query.count ? countRecords(reading, query, isLate) : undefined,
  ]);
  return page.outcome === 'listed' ? { ...page, ...counts } : page;
}

async function newestPage(reading: Reading, query: RecordQuery, isLate: () => boolean): Promise<RecordList> {
  const { store, now } = reading;
  const { limit = defaultLimit, mark, place } = query;
  const { searched, until, complete } = searchPlan(query, reading);
  const start = placeBefore(until);
  const ended = place ? positionOf(place) : start;
  if (!ended) return { outcome: 'invalid-cursor' };
  const after = isBefore(ended, start) ? start : ended;
  const pageRows = complete ? Math.min(limit + 1, 1000) : 1000;
  const found = scan({ store, now, searched, after, isLate, pageRows, mostPageRows: 1000 });
  const rows: Row[] = [];
  let stopped: Position | undefined;
  for await (const step of found.steps) {
    if (step.kind === 'stopped') stopped = step.at;
    else rows.push(step.item);
    if (rows.length === limit) break;
  }
  const last = stopped ?? (found.more() ? rows.at(-1)?.position : undefined);
  return {
    outcome: 'listed',
    records: await wholeRecords(reading, rows),
    next: last ? toCursor(mark, [last.time, last.identity, last.slug]) : null,
    ...(stopped ? { searchedTo: new Date(stopped.time).toISOString() } : {}),
  };
}

/** One after the other: they are few, and may be large. */
export async function wholeRecords({ store }: Pick<Reading, 'store'>, rows: readonly Row[]): Promise<StoredRecord[]> {
  const records: StoredRecord[] = [];
  for (const { record, whole } of rows) records.push(whole ? record : await wholeRecord(store, record));
  return records;
}
