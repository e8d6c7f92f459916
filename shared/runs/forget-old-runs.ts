/** How long runs are kept, and forgetting those that are older. */
import type { Services } from '../services.ts';
import { invertedTime } from '../storage/keys.ts';
import { everyRow, type Operation } from '../storage/table-store.ts';
import { runsPlace } from './run-row.ts';

const keptMs = 90 * 86_400_000;
const rowsPerTransaction = 100;

/** Runs that began before (ms) are neither shown nor kept. */
export function keptSince({ clock }: Pick<Services, 'clock'>): number {
  return clock().getTime() - keptMs;
}

/** The row key after those of all runs that began at or after this (ms): newer ones sort first. */
export function afterRunsSince(time: number): string {
  return `${invertedTime(time)}.`;
}

/** Deletes runs that are older than 90 days and have ended: how many. Throws StorageUnavailable; asking again is harmless. */
export async function forgetOldRuns(services: Services): Promise<number> {
  const { table, partition } = runsPlace;
  const query = {
    partition,
    rows: { from: afterRunsSince(keptSince(services)), until: ':' },
    select: ['ended'],
  };
  let forgotten = 0;
  let batch: Operation[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    const { outcome } = await services.store.transact(table, batch);
    // Another instance forgets them too: what is left, the next night takes.
    if (outcome === 'done') forgotten += batch.length;
    batch = [];
  };
  for await (const { rowKey, etag, ended } of everyRow(services.store, table, query)) {
    if (ended === undefined) continue;
    batch.push({ kind: 'delete', partitionKey: partition, rowKey, etag });
    if (batch.length === rowsPerTransaction) await flush();
  }
  await flush();
  return forgotten;
}
