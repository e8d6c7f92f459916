/** Purges records by their ids, each whole: what was begun is written down first, and ended by whoever comes next. */
import { categoryNamed } from '../../categories/index.ts';
import { bury } from '../../replaced/bury.ts';
import type { Services } from '../../services.ts';
import { deleteAll } from '../../storage/delete-rows.ts';
import { readRecordId } from '../../storage/keys.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import { everyRow, StorageUnavailable } from '../../storage/table-store.ts';
import { transactIn } from '../../storage/transact-in.ts';

/** A row for each record that is being purged: without its lookups nothing else would lead to one that is not purged yet. */
const place = { table: 'Pending', partition: 'erase' } as const;

/** So many at once: one transaction notes them. */
export const mostAtOnce = 64;
const burialsAtOnce = 8;
/** Somebody else may change the row of a record meanwhile. */
const attempts = 10;

/** At most {@link mostAtOnce} ids. Throws StorageUnavailable; {@link endBurials} ends then what was begun. */
export async function buryRecords(services: Services, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const operations = ids.map((id) => ({
    kind: 'upsert' as const,
    entity: { partitionKey: place.partition, rowKey: id, v: 1 },
  }));
  await transactIn(services.store, place.table, operations);
  await endBurials(services);
}

/** Ends what was begun, here or by a process that is gone. Throws StorageUnavailable. */
export async function endBurials(services: Services): Promise<void> {
  const { store } = services;
  const marks = await Array.fromAsync(everyRow(store, place.table, { partition: place.partition, select: [] }));
  await runBounded(
    burialsAtOnce,
    marks.map(
      ({ rowKey }) =>
        () =>
          buryOne(services, rowKey),
    ),
  );
  await deleteAll(store, place.table, marks);
}

async function buryOne(services: Services, id: string): Promise<void> {
  const { store, clock } = services;
  const category = categoryNamed(readRecordId(id)?.slug ?? '');
  if (!category) return;
  const burying = { store, hashOf: await services.hash(), category, clock };
  for (let attempt = 0; attempt < attempts; attempt += 1)
    if ((await bury(burying, id, { why: 'erased' })) !== 'changed') return;
  throw new StorageUnavailable('a record kept being changed while it was purged');
}
