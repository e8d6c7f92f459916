/** Ends a run: its row, that one of its kind is open, and the item of quiet runs change together. */
import type { Services } from '../services.ts';
import type { Stored } from '../storage/table-store.ts';
import type { Run } from './run.ts';
import { endingOf, type QuietRow } from './run-ending.ts';
import { quietId } from './run-id.ts';
import { type OpenRow, openKey, type RunRow, runsPlace } from './run-row.ts';

/** Only the holder writes these rows, so that more than a few would be a mistake. */
const attempts = 5;

/**
 * `ended`: it is not open any more. `lost`: somebody else holds it now.
 * Throws StorageUnavailable when the store does not answer; whether it ended then shows when it is read.
 */
export async function endRun(services: Services, held: Stored<RunRow>, ended: Run): Promise<'ended' | 'lost'> {
  const { store } = services;
  const { table, partition } = runsPlace;
  let row = held;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const [open, quiet] = await Promise.all([
      store.get(table, partition, openKey(row.kind)) as Promise<Stored<OpenRow> | undefined>,
      store.get(table, partition, quietId(row.kind)) as Promise<Stored<QuietRow> | undefined>,
    ]);
    if (open?.run !== row.rowKey) return 'ended';
    const { outcome } = await store.transact(table, [
      ...endingOf(row, ended, quiet),
      { kind: 'delete', partitionKey: partition, rowKey: open.rowKey, etag: open.etag },
    ]);
    if (outcome === 'done') return 'ended';
    const now = (await store.get(table, partition, row.rowKey)) as Stored<RunRow> | undefined;
    if (now && now.holder !== row.holder) return 'lost';
    if (now) row = now;
  }
  throw new Error(`The run ${row.rowKey} cannot be ended: its rows keep changing.`);
}
