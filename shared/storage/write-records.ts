/** Writes records in the order in which a crash leaves nothing unfindable: marks, lookups, hours, long texts, records. */
import type { StoredRecord } from '../categories/record.ts';
import { batchesOf, partitionsOf } from './batches.ts';
import type { Inserted } from './existing-rows.ts';
import { marksOf, putMarks, type StoredGatherMark } from './gather-marks.ts';
import { insertRecords } from './insert-records.ts';
import { dayOf, hoursPartition, hoursRow, recordId, recordsTable, startOfHour } from './keys.ts';
import type { LookupHash } from './lookup-hash.ts';
import { type LookupRow, lookupKeys, lookupsOf, ownHashesOf } from './lookups.ts';
import { removeParts, writeParts } from './parts.ts';
import { toEntity } from './record-entity.ts';
import { removeLookups } from './remove-lookups.ts';
import { markOf } from './replaced-marks.ts';
import { runBounded } from './run-bounded.ts';
import { storedAlready } from './stored-already.ts';
import type { TableStore } from './table-store.ts';
import { transactIn } from './transact-in.ts';

/** Transactions under way at once for one request: enough to hide a round trip, few enough to leave others room. */
const concurrency = 16;

/** A record with what it is written with. */
export interface NewRecord {
  readonly record: StoredRecord;
  readonly content: string;
}

/** `isNew`: the mark leads to a record that was not stored before. */
export type Written = (marks: readonly StoredGatherMark[], isNew: (mark: StoredGatherMark) => boolean) => void;

export interface Writing {
  readonly expectStored?: boolean | undefined;
  readonly written?: Written | undefined;
}

export interface RecordWriter {
  /**
   * Writes records of different identities; answers what became of each, in their order. When it throws, some may be
   * stored, and writing all again (under the same `batch` or another) is harmless. `expectStored`: most are stored already,
   * so it is asked first which, and nothing is written of those. `written` is told the marks by which what is now
   * durable will be gathered.
   */
  write(records: readonly NewRecord[], batch: string, writing?: Writing): Promise<Inserted[]>;
}

/** A writer keeps in mind which hours it has marked within the last minute. */
export function recordWriter(store: TableStore, hashOf: LookupHash, clock: () => Date): RecordWriter {
  const marked = new Map<string, number>();
  async function writeNew(records: readonly NewRecord[], batch: string, { written }: Writing): Promise<Inserted[]> {
    const now = clock().getTime();
    // First of all: whatever else is left behind, the marks lead there.
    const marksOfThese = (some: readonly NewRecord[]) =>
      marksOf(
        some.map(({ record }) => record),
        hashOf,
        batch,
        now,
      );
    const marks = await putMarks(store, marksOfThese(records));
    await upsertAll(store, uniqueRows(records.flatMap(({ record }) => markOf(record, hashOf, now) ?? [])));
    await upsertAll(store, uniqueRows(records.flatMap(({ record }) => lookupsOf(record, hashOf))));
    await markHours(store, records, now, marked);
    const outcomes = await insertAll(store, records, batch);
    await forgetTombstones(store, hashOf, records, outcomes);
    const stored = marksOfThese(records.filter((_, index) => outcomes[index]?.outcome === 'stored'));
    written?.(marks, ({ rowKey }) => stored.has(rowKey));
    return outcomes;
  }
  return {
    async write(records, batch, writing = {}) {
      // One that was replaced may be a tombstone already, which must not be found again.
      const asked = writing.expectStored ? records : records.filter(({ record }) => record.timeReplaced);
      if (asked.length === 0) return writeNew(records, batch, writing);
      const stored = await storedAlready(store, asked, batch);
      const rest = records.filter((one) => !stored.has(one));
      const written = await writeNew(rest, batch, writing);
      const outcomes = new Map([...stored, ...rest.map((one, index) => [one, written[index] as Inserted] as const)]);
      return records.map((one) => outcomes.get(one) as Inserted);
    },
  };
}

function uniqueRows(rows: readonly LookupRow[]): LookupRow[] {
  return [...new Map(rows.map((row) => [`${row.table}${row.entity.rowKey}`, row])).values()];
}

async function upsertAll(store: TableStore, rows: readonly LookupRow[]): Promise<void> {
  const transactions = partitionsOf(rows).flatMap(({ table, rows: group }) =>
    // A month that is being dropped is past the retention, and so is what its rows would lead to.
    batchesOf(group.map(({ entity }) => entity)).map(
      (entities) => () =>
        transactIn(
          store,
          table,
          entities.map((entity) => ({ kind: 'upsert', entity }) as const),
        ),
    ),
  );
  await runBounded(concurrency, transactions);
}

const minuteMs = 60_000;
const mostMarked = 50_000;

/** Says in `Hours` that these categories have records in these hours: once a minute each, counted when it succeeded. */
async function markHours(
  store: TableStore,
  records: readonly NewRecord[],
  now: number,
  marked: Map<string, number>,
): Promise<void> {
  const rows = new Map<string, LookupRow>();
  const arrived = new Date(now).toISOString();
  for (const { record } of records) {
    const { time, category } = record;
    const key = `${startOfHour(time)}${category.slug}`;
    if (rows.has(key) || now - (marked.get(key) ?? Number.NEGATIVE_INFINITY) < minuteMs) continue;
    const keys = { partitionKey: hoursPartition(time), rowKey: hoursRow(time, category.slug) };
    rows.set(key, { table: 'Hours', entity: { ...keys, slug: category.slug, arrived } });
  }
  await upsertAll(store, [...rows.values()]);
  if (marked.size > mostMarked) marked.clear();
  for (const key of rows.keys()) marked.set(key, now);
}

async function insertAll(store: TableStore, records: readonly NewRecord[], batch: string): Promise<Inserted[]> {
  const rows = records.map(({ record, content }, index) => {
    const { entity, large } = toEntity(record, { batch, content });
    return { index, record, table: recordsTable(dayOf(record.time), record.category.slug), entity, large };
  });
  const outcomes: Inserted[] = new Array(records.length);
  const partsOf = rows.flatMap(({ index, record, large }) => {
    if (large === undefined) return [];
    const id = recordId(record.category, record.time, record.identity);
    return async () => {
      if (!(await writeParts(store, dayOf(record.time), id, large))) outcomes[index] = { outcome: 'expired' };
    };
  });
  await runBounded(concurrency, partsOf);
  // Without its parts a row could not be read.
  const kept = rows.filter(({ index }) => outcomes[index] === undefined);
  const transactions = partitionsOf(kept).flatMap((group) =>
    batchesOf(group.rows.map(({ entity }) => entity)).map((entities) => async () => {
      const inserted = await insertRecords(store, group.table, entities);
      for (const { index, entity } of group.rows) {
        const outcome = inserted.get(entity.rowKey);
        if (outcome) outcomes[index] = outcome;
      }
    }),
  );
  await runBounded(concurrency, transactions);
  return outcomes;
}

/** Takes back what was written for records that turned out to be tombstones. */
async function forgetTombstones(
  store: TableStore,
  hashOf: LookupHash,
  records: readonly NewRecord[],
  outcomes: readonly Inserted[],
): Promise<void> {
  const buried = records.filter((_, index) => {
    const inserted = outcomes[index];
    return inserted?.outcome === 'erased' || (inserted?.outcome === 'duplicate' && inserted.tombstone);
  });
  for (const { record } of buried) {
    await removeLookups(
      store,
      ownHashesOf(record, hashOf).map((hash) => lookupKeys(hash, record)),
    );
    await removeParts(store, dayOf(record.time), recordId(record.category, record.time, record.identity));
  }
}
