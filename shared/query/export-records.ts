/** All records of a query as a file. */
import type { ExportForm } from './export-form.ts';
import { placeBefore } from './position.ts';
import { deadline, type Reading } from './reading.ts';
import { recordItem } from './record-item.ts';
import type { RecordQuery } from './record-query.ts';
import type { Row } from './row-source.ts';
import { scan } from './scan.ts';
import { searchPlan } from './search-plan.ts';
import { mostSorted } from './sort-matches.ts';
import { sortedRows } from './sorted-page.ts';
import { wholeRecord } from './whole-record.ts';
import { type ExportEnd, writtenItems } from './written-items.ts';

/** How long an export may take, in ms: Azure breaks off an answer after 230 s. */
export const exportMs = 150_000;

export type RecordExport =
  | { readonly outcome: 'exported'; readonly text: AsyncGenerator<string, void, void> }
  | { readonly outcome: 'narrow-the-range'; readonly detail: string };

/**
 * Opens an export. `onEnd` is waited for before the text ends, however it ends. The text throws StorageUnavailable when
 * storage does not answer; what was given until then ends with a whole line.
 */
export async function exportRecords(
  reading: Reading,
  query: RecordQuery,
  form: ExportForm,
  onEnd: (end: ExportEnd) => Promise<void>,
): Promise<RecordExport> {
  const isLate = deadline(reading, exportMs);
  const { order, limit = mostSorted } = query;
  if (order === 'newest')
    return { outcome: 'exported', text: written(reading, query, form, newestFirst(reading, query, isLate), onEnd) };
  const sorted = await sortedRows(reading, query, order, { isLate, most: limit });
  if (sorted.outcome !== 'sorted') return sorted;
  const rows = sorted.rows.map(({ row }) => row);
  return { outcome: 'exported', text: written(reading, query, form, rows, onEnd) };
}

/** A row, or in words what is missing. */
type Piece = Row | string;

async function* newestFirst(reading: Reading, query: RecordQuery, isLate: () => boolean): AsyncGenerator<Piece> {
  const { store, now } = reading;
  const { searched, until } = searchPlan(query, reading);
  // Of many categories a page each is in memory.
  const pageRows = searched.length > 4 ? 250 : 1000;
  let left = query.limit ?? Number.POSITIVE_INFINITY;
  const { steps } = scan({ store, now, searched, after: placeBefore(until), isLate, pageRows, mostPageRows: pageRows });
  for await (const step of steps) {
    if (step.kind === 'stopped') yield timeUp(step.at.time);
    else yield step.item;
    left -= 1;
    if (left === 0) return;
  }
}

/** What a file says that ends for want of time; `time` (ms): how far it got. */
export function timeUp(time: number, what = 'records'): string {
  const until = new Date(time + 1).toISOString();
  return `incomplete: time ran out after ${exportMs / 1000} s; ${what} before ${until} are missing, until=${until} brings them`;
}

function written(
  { store }: Reading,
  { zone }: RecordQuery,
  form: ExportForm,
  pieces: AsyncIterable<Piece> | Iterable<Piece>,
  onEnd: (end: ExportEnd) => Promise<void>,
): AsyncGenerator<string, void, void> {
  const writing = { time: zone.write, json: form.json };
  const itemOf = async ({ record, whole }: Row) =>
    recordItem(whole ? record : await wholeRecord(store, record), writing);
  return writtenItems({ form, pieces, itemOf, onEnd });
}
