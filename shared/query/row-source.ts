/** The rows of one window, newest first, fetched a page at a time; what does not match, and tombstones, are passed over. */
import type { Category } from '../categories/define.ts';
import type { StoredRecord } from '../categories/record.ts';
import { recordsTable, timeOfRow } from '../storage/keys.ts';
import { fromEntity } from '../storage/record-entity.ts';
import type { Entity, Filter, TableStore } from '../storage/table-store.ts';
import { isTombstone } from '../storage/tombstone.ts';
import type { Source } from './merge.ts';
import type { Position } from './position.ts';
import type { Predicate } from './predicate.ts';
import { wholeRecord } from './whole-record.ts';
import { dayOfWindow, narrowed, rangesOf, type Window } from './window.ts';

/** What is read of a category's rows. */
export interface Wanted {
  readonly category: Category;
  /** What storage leaves out; a coarser sieve than `keep`. */
  readonly filter: Filter;
  readonly keep: Predicate;
  /** Whether `keep` may look at texts that stand outside the row. */
  readonly looksAtLongTexts: boolean;
  /** Properties to bring; absent: all. */
  readonly select?: readonly string[];
}

/** A matching record, as {@link rowSource} gives it; `whole` is false while its long texts stand elsewhere. */
export interface Row {
  readonly record: StoredRecord;
  readonly whole: boolean;
  readonly position: Position;
}

/** A query that brings nothing for so long (ms) is asked again for less, so that it can be said how far it looked. */
const stalledMs = 4000;

export interface SourceOptions {
  readonly store: TableStore;
  readonly now: () => number;
  /** Rows of the first page; each later one has twice as many. */
  readonly pageRows: number;
  readonly mostPageRows: number;
}

/** Each fetch is one request, and one more for each record whose long texts must be looked at. */
export function rowSource(window: Window, wanted: Wanted, options: SourceOptions): Source<Row> {
  const { store, now, mostPageRows } = options;
  const day = dayOfWindow(window);
  const table = recordsTable(day, window.category.slug);
  const windows: Window[] = [window];
  const { filter, select } = wanted;
  const fixed = { filter, ...(select === undefined ? {} : { select: [...select, 'tombstone'] }) };
  let limit = options.pageRows;
  let rows: Row[] = [];
  let at = 0;
  let scanned: Position = window.after;
  let continuation: string | undefined;
  let silentSince = now();

  async function rowOf(entity: Entity): Promise<Row | undefined> {
    const { category } = wanted;
    if (isTombstone(entity)) return undefined;
    let record = fromEntity(category, day, entity);
    let whole = entity['parts'] !== true;
    if (!whole && wanted.looksAtLongTexts) {
      record = await wholeRecord(store, record);
      whole = true;
    }
    if (!wanted.keep(record)) return undefined;
    return { record, whole, position: { time: record.time, identity: record.identity, slug: category.slug } };
  }

  return {
    get head() {
      return rows[at];
    },
    get position() {
      return rows[at]?.position ?? (windows.length === 0 ? undefined : scanned);
    },
    take() {
      at += 1;
    },
    async fetch() {
      const [current] = windows;
      if (current === undefined) return;
      const resume = continuation === undefined ? {} : { continuation };
      const page = await store.query(table, { ...rangesOf(current), ...fixed, limit, ...resume });
      rows = [];
      at = 0;
      for (const entity of page.entities) {
        const row = await rowOf(entity);
        if (row) rows.push(row);
      }
      limit = Math.min(limit * 2, mostPageRows);
      continuation = page.continuation;
      const last = page.entities.at(-1);
      if (last) scanned = { ...timeOfRow(day, last.partitionKey, last.rowKey), slug: current.category.slug };
      if (continuation === undefined) {
        windows.shift();
        scanned = windows[0]?.after ?? scanned;
        silentSince = now();
      } else if (last) {
        silentSince = now();
      } else if (now() - silentSince > stalledMs) {
        windows.splice(0, 1, ...narrowed(current, scanned));
        continuation = undefined;
        silentSince = now();
      }
    },
  };
}
