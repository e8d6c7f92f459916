/** Removes lookups of a record that is one no more. */
import type { LookupKeys } from './lookups.ts';
import { runBounded } from './run-bounded.ts';
import { StorageUnavailable, type TableStore } from './table-store.ts';

const concurrency = 10;
const mostAttempts = 20;

/** Removes the rows, whoever wrote them last; those that are not there are no failure. */
export async function removeLookups(store: TableStore, lookups: readonly LookupKeys[]): Promise<void> {
  await runBounded(
    concurrency,
    lookups.map((keys) => () => remove(store, keys)),
  );
}

async function remove(store: TableStore, { table, partitionKey, rowKey }: LookupKeys): Promise<void> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const row = await store.get(table, partitionKey, rowKey);
    if (!row) return;
    const result = await store.transact(table, [{ kind: 'delete', partitionKey, rowKey, etag: row.etag }]);
    if (result.outcome !== 'changed') return;
  }
  throw new StorageUnavailable('a lookup kept being written while it was removed');
}
