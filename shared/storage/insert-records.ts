/** Inserts rows once each: a conditional insert, never a read before it, and few requests when rows are there already. */

import { runBounded } from './run-bounded.ts';
import { type Entity, everyRow, StorageUnavailable, type TableStore } from './table-store.ts';
import { transactIn } from './transact-in.ts';

/** What became of a row. `differs`: the row that is there says something else. `expired`: its table was purged. */
export type Inserted =
  | { readonly outcome: 'stored' }
  | { readonly outcome: 'duplicate'; readonly differs: boolean }
  | { readonly outcome: 'expired' };

/** Rows between the first and the last of a batch that are read in one go; beyond, each is asked for by itself. */
const mostRangeRows = 3000;
/** A batch that meets rows which appear meanwhile is tried again; others can win only as often as they have rows. */
const mostAttempts = 120;

interface Existing {
  readonly batch: string;
  readonly content: string;
}

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
    const existing = await existingOf(store, table, pending);
    pending = pending.filter((entity) => {
      const found = existing.get(entity.rowKey);
      if (found) outcomes.set(entity.rowKey, verdict(entity, found));
      return !found;
    });
  }
  return outcomes;
}

function verdict(entity: Entity, found: Existing): Inserted {
  if (found.batch === entity['batch']) return { outcome: 'stored' };
  return { outcome: 'duplicate', differs: found.content !== entity['content'] };
}

/** Those of the rows that exist: one range query over them, or, where other rows stand thick between them, one get each. */
async function existingOf(store: TableStore, table: string, batch: readonly Entity[]): Promise<Map<string, Existing>> {
  const existing = new Map<string, Existing>();
  const [first, last] = [batch[0], batch.at(-1)];
  if (!first || !last) return existing;
  const wanted = new Set(batch.map(({ rowKey }) => rowKey));
  const rows = everyRow(store, table, {
    partition: first.partitionKey,
    // The least key after the last one.
    rows: { from: first.rowKey, until: `${last.rowKey} ` },
    select: ['batch', 'content'],
  });
  let read = 0;
  for await (const row of rows) {
    if (wanted.has(row.rowKey)) existing.set(row.rowKey, marksOf(row));
    read += 1;
    if (read === mostRangeRows) return existingByGets(store, table, batch, existing, row.rowKey);
  }
  return existing;
}

async function existingByGets(
  store: TableStore,
  table: string,
  batch: readonly Entity[],
  existing: Map<string, Existing>,
  readTo: string,
): Promise<Map<string, Existing>> {
  const rest = batch.filter(({ rowKey }) => rowKey > readTo);
  await runBounded(
    10,
    rest.map(({ partitionKey, rowKey }) => async () => {
      const row = await store.get(table, partitionKey, rowKey);
      if (row) existing.set(rowKey, marksOf(row));
    }),
  );
  return existing;
}

function marksOf(row: Entity): Existing {
  return { batch: String(row['batch']), content: String(row['content']) };
}
