/** Inserts rows once each: a conditional insert, never a read before it, and few requests when rows are there already. */
import { existingRows, type Inserted } from './existing-rows.ts';
import { type Entity, StorageUnavailable, type TableStore } from './table-store.ts';
import { transactIn } from './transact-in.ts';

/** A batch that meets rows which appear meanwhile is tried again; others can win only as often as they have rows. */
const mostAttempts = 120;

/**
 * Inserts the rows of one transaction (one partition, in order of row key) and says what became of each, by row key. Rows
 * carry `batch` (the request) and `content` (a hash): one that is there with this batch was written by this request, whose
 * answer had been lost.
 */
export async function insertRecords(
  store: TableStore,
  table: string,
  batch: readonly Entity[],
): Promise<Map<string, Inserted>> {
  const outcomes = new Map<string, Inserted>();
  let pending = batch;
  for (let attempt = 0; pending.length > 0; attempt += 1) {
    if (attempt === mostAttempts)
      throw new StorageUnavailable('rows of one batch kept appearing while it was inserted');
    const result = await transactIn(
      store,
      table,
      pending.map((entity) => ({ kind: 'insert', entity })),
    );
    if (result.outcome === 'done' || result.outcome === 'being-dropped') {
      const outcome = result.outcome === 'done' ? 'stored' : 'expired';
      for (const { rowKey } of pending) outcomes.set(rowKey, { outcome });
      break;
    }
    const existing = await existingRows(store, table, pending);
    for (const [rowKey, inserted] of existing) outcomes.set(rowKey, inserted);
    pending = pending.filter(({ rowKey }) => !existing.has(rowKey));
  }
  return outcomes;
}
