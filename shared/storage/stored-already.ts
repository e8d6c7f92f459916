/** Which of the records that are to be written stand in storage already, where most do: asked before anything is written. */
import type { StoredRecord } from '../categories/record.ts';
import { batchesOf, partitionsOf } from './batches.ts';
import { existingRows, type Inserted } from './existing-rows.ts';
import { recordKeys } from './keys.ts';
import type { WriteMarks } from './record-entity.ts';
import { runBounded } from './run-bounded.ts';
import type { TableStore } from './table-store.ts';

/** Queries under way at once for one request. */
const concurrency = 16;

/** What becomes of those of the records that are there: one query for each batch that would be inserted. */
export async function storedAlready<R extends { readonly record: StoredRecord; readonly content: string }>(
  store: TableStore,
  records: readonly R[],
  batch: WriteMarks['batch'],
): Promise<ReadonlyMap<R, Inserted>> {
  const stored = new Map<R, Inserted>();
  const rows = records.map((one) => {
    const { category, time, identity } = one.record;
    const { table, partitionKey, rowKey } = recordKeys(category, time, identity);
    return { one, table, entity: { partitionKey, rowKey, batch, content: one.content } };
  });
  const questions = partitionsOf(rows).flatMap((group) => {
    const byKey = new Map(group.rows.map(({ one, entity }) => [entity.rowKey, one]));
    return batchesOf(group.rows.map(({ entity }) => entity)).map((entities) => async () => {
      for (const [rowKey, inserted] of await existingRows(store, group.table, entities)) {
        stored.set(byKey.get(rowKey) as R, inserted);
      }
    });
  });
  await runBounded(concurrency, questions);
  return stored;
}
