/** Makes the rows of one table of the target those of the source: writes what is missing or differs, deletes what is gone. */
import { batchesOf } from '../storage/batches.ts';
import { deleteAll } from '../storage/delete-rows.ts';
import { checkKeys, storedSize } from '../storage/limits.ts';
import { runBounded } from '../storage/run-bounded.ts';
import { type Entity, StorageUnavailable, type Stored, type TableStore } from '../storage/table-store.ts';
import { mergeRows } from './merge-rows.ts';
import { rowText } from './row-text.ts';
import { type Place, rowsOf } from './rows-of.ts';

export interface BringingOver {
  readonly source: TableStore;
  readonly target: TableStore;
  readonly table: string;
  /** Up to here it was done before. */
  readonly after?: Place | undefined;
  /** Called when everything up to a place stands in the target, with the rows of the source since the call before. */
  readonly onSettled: (upTo: Place, rows: number) => Promise<void>;
  /** Whether to end early, after the next call of `onSettled`. */
  readonly isOver?: () => boolean;
}

/** What is held before it is written. */
const mostHeld = 1000;
const mostHeldBytes = 4 * 1024 * 1024;
/** Rows that were looked at and found equal are worth a note too, or looking starts anew after an interruption. */
const mostLookedAt = 10_000;
const writesAtOnce = 4;

/**
 * True when it came to the end. Whatever ends it, what `onSettled` was told stands, and doing the rest again is harmless.
 * The target's table must be there. An empty one costs a single query; rows of the target are read only as far as there are any.
 */
export async function bringOver(bringing: BringingOver): Promise<boolean> {
  const { source, target, table, after, onSettled, isOver = () => false } = bringing;
  let held: Entity[] = [];
  let gone: Stored[] = [];
  let bytes = 0;
  let looked = 0;
  let rows = 0;
  let last: Place | undefined;

  async function settle(): Promise<void> {
    if (last === undefined) return;
    const batches = [...Map.groupBy(held, ({ partitionKey }) => partitionKey).values()].flatMap(batchesOf);
    await runBounded(
      writesAtOnce,
      batches.map((batch) => () => upsert(target, table, batch)),
    );
    await deleteAll(target, table, gone);
    await onSettled(last, rows);
    held = [];
    gone = [];
    bytes = 0;
    looked = 0;
    rows = 0;
  }

  for await (const pair of mergeRows(rowsOf(source, table, { after }), rowsOf(target, table, { after }))) {
    const row = pair.source ?? (pair.target as Stored);
    if (pair.source === undefined) gone.push(row);
    else {
      rows += 1;
      checkKeys(row.partitionKey, row.rowKey, `Table ${table} holds a row that is not of Commlog`);
      if (pair.target === undefined || rowText(pair.target) !== rowText(row)) {
        held.push(withoutTag(row));
        bytes += storedSize(row);
      }
    }
    last = { partitionKey: row.partitionKey, rowKey: row.rowKey };
    looked += 1;
    if (held.length + gone.length < mostHeld && bytes < mostHeldBytes && looked < mostLookedAt) continue;
    await settle();
    if (isOver()) return false;
  }
  await settle();
  return true;
}

async function upsert(target: TableStore, table: string, rows: readonly Entity[]): Promise<void> {
  const { outcome } = await target.transact(
    table,
    rows.map((entity) => ({ kind: 'upsert', entity })),
  );
  if (outcome === 'done') return;
  throw new StorageUnavailable(`table ${table} of the target went away while it was written (${outcome})`);
}

function withoutTag({ etag: _, ...row }: Stored): Entity {
  return row as Entity;
}
