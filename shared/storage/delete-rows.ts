/** Deletes rows, a transaction at a time. */
import { type Query, StorageUnavailable, type Stored, type TableStore } from './table-store.ts';

const rowsPerTransaction = 100;
const mostAttempts = 10;

export interface Deletion {
  /** Which of the rows go; absent: all. */
  readonly isDue?: (row: Stored) => boolean;
  /** Whether the time is up. */
  readonly isOver?: () => boolean;
}

/**
 * Deletes the rows that a query finds: how many went, and whether all did: false only when the time was up. Rows that
 * somebody changes meanwhile go too. `query` selects what `isDue` looks at. Throws StorageUnavailable; asking again is harmless.
 */
export async function deleteRows(
  store: TableStore,
  table: string,
  query: Query,
  { isDue = () => true, isOver = () => false }: Deletion = {},
): Promise<{ readonly deleted: number; readonly done: boolean }> {
  let deleted = 0;
  let continuation: string | undefined;
  do {
    const page = await store.query(table, continuation === undefined ? query : { ...query, continuation });
    deleted += await deleteAll(store, table, page.entities.filter(isDue));
    continuation = page.continuation;
    if (continuation !== undefined && isOver()) return { deleted, done: false };
  } while (continuation !== undefined);
  return { deleted, done: true };
}

/** Deletes rows that were read, in their order, whatever was written there since: how many. Throws StorageUnavailable. */
export async function deleteAll(store: TableStore, table: string, rows: readonly Stored[]): Promise<number> {
  let deleted = 0;
  for (const [, group] of Map.groupBy(rows, ({ partitionKey }) => partitionKey)) {
    for (let first = 0; first < group.length; first += rowsPerTransaction) {
      const some = group.slice(first, first + rowsPerTransaction);
      const { outcome } = await store.transact(table, some.map(deletionOf));
      if (outcome === 'done') deleted += some.length;
      else if (outcome === 'changed' || outcome === 'missing')
        for (const row of some) deleted += await deleteOne(store, table, row);
    }
  }
  return deleted;
}

const deletionOf = ({ partitionKey, rowKey, etag }: Stored) =>
  ({ kind: 'delete', partitionKey, rowKey, etag }) as const;

async function deleteOne(store: TableStore, table: string, row: Stored): Promise<0 | 1> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const found = await store.get(table, row.partitionKey, row.rowKey);
    if (!found) return 0;
    const { outcome } = await store.transact(table, [deletionOf(found)]);
    if (outcome === 'done') return 1;
  }
  throw new StorageUnavailable('a row kept being written while it was deleted');
}
