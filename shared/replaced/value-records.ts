/** Reads all records of a category that one value leads to, as far as pairing them needs. */
import type { Category } from '../categories/define.ts';
import type { StoredRecord } from '../categories/record.ts';
import { twinHashOf } from '../ingest/identity.ts';
import { type LookupRow, readLookupRow } from '../query/lookup-row.ts';
import { wholeRecord } from '../query/whole-record.ts';
import { dayOf, recordId, recordKeys } from '../storage/keys.ts';
import { fromEntity } from '../storage/record-entity.ts';
import { runBounded } from '../storage/run-bounded.ts';
import { type Entity, everyRow, type TableStore } from '../storage/table-store.ts';
import { isTombstone } from '../storage/tombstone.ts';

/** What pairing knows of a record. */
export interface Member {
  readonly id: string;
  readonly time: number;
  /** Equal for records that can be one event. */
  readonly twinHash: string;
  /** Its time was replaced. */
  readonly replaced: boolean;
  /** The id of the one whose time was replaced that this one stands for. */
  readonly twin: string | undefined;
}

export interface ValueRecords {
  readonly members: readonly Member[];
  /** Ids of tombstones that are still found, because a late writer left lookups behind. */
  readonly found: readonly string[];
}

/** Like communications, which stop growing there: more records of one value are not paired. */
const mostRecords = 10_000;
const monthsAtOnce = 8;
const readsAtOnce = 10;

/** The records; `too-many` beyond 10,000 of them. `months`: the tables of lookups. */
export async function valueRecords(
  store: TableStore,
  category: Category,
  hash: string,
  months: readonly string[],
): Promise<ValueRecords | 'too-many'> {
  const rows: Extract<LookupRow, { kind: 'record' }>[] = [];
  const query = { partition: hash.slice(0, 1), rows: { from: `${hash}-`, until: `${hash}.` }, select: [] };
  const reads = months.map((table) => async () => {
    for await (const entity of everyRow(store, table, query)) {
      const row = readLookupRow(entity);
      if (row?.kind === 'record' && row.slug === category.slug) rows.push(row);
      if (rows.length > mostRecords) return;
    }
  });
  await runBounded(monthsAtOnce, reads);
  if (rows.length > mostRecords) return 'too-many';
  const members: Member[] = [];
  const found: string[] = [];
  const gets = rows.map(({ time, identity }) => async () => {
    const { table, partitionKey, rowKey } = recordKeys(category, time, identity);
    const row = await store.get(table, partitionKey, rowKey);
    if (!row) return;
    const id = recordId(category, time, identity);
    if (isTombstone(row)) {
      found.push(id);
      return;
    }
    const record = await readWhole(store, category, time, row);
    const twin = row['twin'] === undefined ? undefined : String(row['twin']);
    members.push({ id, time, twinHash: twinHashOf(record), replaced: record.timeReplaced === true, twin });
  });
  await runBounded(readsAtOnce, gets);
  return { members, found };
}

/** The record of a row, with its long texts. */
export async function readWhole(
  store: TableStore,
  category: Category,
  time: number,
  row: Entity,
): Promise<StoredRecord> {
  const record = fromEntity(category, dayOf(time), row);
  return row['parts'] === true ? wholeRecord(store, record) : record;
}
