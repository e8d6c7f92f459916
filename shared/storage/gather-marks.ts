/** Marks in `Pending` that say which communications are to be gathered: written before the records that they lead to. */
import type { StoredRecord } from '../categories/record.ts';
import { batchesOf, partitionsOf } from './batches.ts';
import { isKeyKind, isUsedAgain, type Key, keysOf, slotOf } from './communication-keys.ts';
import { dayOf, recordId } from './keys.ts';
import type { LookupHash } from './lookup-hash.ts';
import { runBounded } from './run-bounded.ts';
import { type Entity, everyRow, type Stored, type TableStore } from './table-store.ts';
import { transactIn } from './transact-in.ts';

const table = 'Pending';
const concurrency = 16;

/** `gather`: of one writer, who may still be writing. `wait`: of a communication that is looked at again at a time. */
export type MarkForm = 'gather' | 'wait';

/** The buckets (partitions) of the marks: the first hex digit of their hash. */
export const gatherBuckets: readonly string[] = [...'0123456789abcdef'];

export interface GatherMark {
  readonly key: Key;
  /** The time of one of the records (ms). */
  readonly time: number;
  /** The record, where nothing else leads to it. */
  readonly record?: string | undefined;
  /** When it was written (ms); a writer is done, or gone, 5 minutes later. */
  readonly since: number;
  /** What is written under it is there. */
  readonly durable: boolean;
  /** How often gathering failed. */
  readonly tries: number;
  /** Not before (ms). */
  readonly due: number;
}

/** A mark as it stands. */
export interface StoredGatherMark extends GatherMark {
  readonly rowKey: string;
  readonly etag: string;
}

/** The marks of records about to be written by one writer: one for each first key and day. */
export function marksOf(
  records: readonly StoredRecord[],
  hashOf: LookupHash,
  batch: string,
  now: number,
): Map<string, GatherMark> {
  const marks = new Map<string, GatherMark>();
  for (const record of records) {
    const [key] = keysOf(record, hashOf);
    if (!key) continue;
    const rowKey = gatherMarkRow(key, record.time, batch);
    const lone = key.kind === 'record' ? recordId(record.category, record.time, record.identity) : undefined;
    if (!marks.has(rowKey))
      marks.set(rowKey, { key, time: record.time, record: lone, since: now, durable: false, tries: 0, due: now });
  }
  return marks;
}

/** The mark by which one writer (`batch`: 8 hex digits, or what begins so) has a key of a day, or of a slot of it, gathered. */
export function gatherMarkRow({ kind, hash }: Key, time: number, batch: string): string {
  return `gather-${kind}-${hash}-${isUsedAgain(kind) ? slotOf(kind, time) : dayOf(time)}-${batch.slice(0, 8)}`;
}

/** The mark that looks at a communication again; there is one for each. `id`: as {@link keyText} writes it. */
export function waitMarkRow(id: string): string {
  return `wait-${id}`;
}

/** Writes marks over what stands; gives them with their tags. */
export async function putMarks(
  store: TableStore,
  marks: ReadonlyMap<string, GatherMark>,
): Promise<readonly StoredGatherMark[]> {
  const rows = [...marks].map(([rowKey, mark]) => ({ table, entity: entityOf(rowKey, mark), mark }));
  const stored: StoredGatherMark[] = [];
  const transactions = partitionsOf(rows).flatMap((group) =>
    batchesOf(group.rows.map(({ entity }) => entity)).map((entities) => async () => {
      const result = await transactIn(
        store,
        table,
        entities.map((entity) => ({ kind: 'upsert', entity })),
      );
      const etags = 'etags' in result ? result.etags : [];
      for (const [index, { rowKey }] of entities.entries()) {
        const mark = marks.get(rowKey);
        if (mark) stored.push({ ...mark, rowKey, etag: etags[index] ?? '' });
      }
    }),
  );
  await runBounded(concurrency, transactions);
  return stored;
}

/** Removes marks that nobody renewed. */
export async function removeMarks(store: TableStore, marks: readonly StoredGatherMark[]): Promise<void> {
  const removals = marks.map(({ key, rowKey, etag }) => async () => {
    const partitionKey = key.hash.slice(0, 1);
    await store.transact(table, [{ kind: 'delete', partitionKey, rowKey, etag }]);
  });
  await runBounded(concurrency, removals);
}

/** Changes a mark unless somebody renewed or removed it. */
export async function changeMark(
  store: TableStore,
  { rowKey, etag, ...mark }: StoredGatherMark,
  change: Partial<GatherMark>,
): Promise<void> {
  await store.transact(table, [{ kind: 'replace', entity: entityOf(rowKey, { ...mark, ...change }), etag }]);
}

/** The marks of a bucket that are due at `now` (ms), those of one key together. */
export async function* dueGatherMarks(
  store: TableStore,
  bucket: string,
  now: number,
  form: MarkForm,
): AsyncGenerator<StoredGatherMark> {
  const due = { property: 'due', operator: 'le', value: new Date(now).toISOString() } as const;
  const query = { partition: bucket, rows: { from: `${form}-`, until: `${form}.` }, filter: [due] };
  for await (const row of everyRow(store, table, query)) {
    const mark = markFrom(row);
    if (mark) yield mark;
  }
}

function entityOf(rowKey: string, { key, time, record, since, durable, tries, due }: GatherMark): Entity {
  return {
    partitionKey: key.hash.slice(0, 1),
    rowKey,
    v: 1,
    by: key.by,
    time: new Date(time).toISOString(),
    record,
    since: new Date(since).toISOString(),
    durable,
    tries,
    due: new Date(due).toISOString(),
  };
}

function markFrom(row: Stored): StoredGatherMark | undefined {
  const [, kind, hash = ''] = /^(?:gather|wait)-([a-z-]+)-([0-9a-f]{32})(?:-|$)/.exec(row.rowKey) ?? [];
  if (!isKeyKind(kind)) return undefined;
  return {
    key: { kind, hash, by: String(row['by'] ?? '') },
    time: Date.parse(String(row['time'])),
    record: row['record'] === undefined ? undefined : String(row['record']),
    since: Date.parse(String(row['since'])),
    durable: row['durable'] === true,
    tries: Number(row['tries'] ?? 0),
    due: Date.parse(String(row['due'])),
    rowKey: row.rowKey,
    etag: row.etag,
  };
}
