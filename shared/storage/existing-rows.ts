/** Which rows of a batch exist, in few requests, and what is to be said of each. */
import { runBounded } from './run-bounded.ts';
import { type Entity, everyRow, type TableStore } from './table-store.ts';
import { isErased } from './tombstone.ts';

/**
 * What became of a row. `differs`: the row that is there says something else; `tombstone`: it is one. `expired`: its table
 * was purged.
 */
export type Inserted =
  | { readonly outcome: 'stored' }
  | { readonly outcome: 'duplicate'; readonly differs: boolean; readonly tombstone?: true }
  | { readonly outcome: 'expired' }
  /** It was purged by somebody. */
  | { readonly outcome: 'erased' };

/** Rows between the first and the last of a batch that are read in one go; beyond, each is asked for by itself. */
const mostRangeRows = 3000;

/**
 * Those rows of a batch (one partition, in order of row key, with `batch` and `content`) that exist, by row key: one range
 * query over them, or, where other rows stand thick between them, one get each.
 */
export async function existingRows(
  store: TableStore,
  table: string,
  batch: readonly Entity[],
): Promise<Map<string, Inserted>> {
  const existing = new Map<string, Inserted>();
  const [first, last] = [batch[0], batch.at(-1)];
  if (!first || !last) return existing;
  const wanted = new Map(batch.map((entity) => [entity.rowKey, entity]));
  const rows = everyRow(store, table, {
    partition: first.partitionKey,
    // The least key after the last one.
    rows: { from: first.rowKey, until: `${last.rowKey} ` },
    select: ['batch', 'content', 'tombstone'],
  });
  let read = 0;
  for await (const row of rows) {
    const entity = wanted.get(row.rowKey);
    if (entity) existing.set(row.rowKey, verdict(entity, row));
    read += 1;
    if (read === mostRangeRows) {
      await askEach(
        store,
        table,
        batch.filter(({ rowKey }) => rowKey > row.rowKey),
        existing,
      );
      break;
    }
  }
  return existing;
}

async function askEach(
  store: TableStore,
  table: string,
  rest: readonly Entity[],
  existing: Map<string, Inserted>,
): Promise<void> {
  await runBounded(
    10,
    rest.map((entity) => async () => {
      const row = await store.get(table, entity.partitionKey, entity.rowKey);
      if (row) existing.set(entity.rowKey, verdict(entity, row));
    }),
  );
}

/** A row that is there with this batch was written by this request, whose answer had been lost. */
function verdict(entity: Entity, found: Entity): Inserted {
  if (isErased(found)) return { outcome: 'erased' };
  if (found['batch'] === entity['batch']) return { outcome: 'stored' };
  const differs = found['content'] !== entity['content'];
  return found['tombstone'] === undefined
    ? { outcome: 'duplicate', differs }
    : { outcome: 'duplicate', differs, tombstone: true };
}
