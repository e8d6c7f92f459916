/** How long runs are kept, and forgetting those that are older. */
import type { Services } from '../services.ts';
import { deleteRows } from '../storage/delete-rows.ts';
import { invertedTime } from '../storage/keys.ts';
import { runsPlace } from './run-row.ts';

export const runsKeptDays = 90;
const keptMs = runsKeptDays * 86_400_000;

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
  const rows = { from: afterRunsSince(keptSince(services)), until: ':' };
  const { deleted } = await deleteRows(
    services.store,
    table,
    { partition, rows, select: ['ended'] },
    { isDue: ({ ended }) => ended !== undefined },
  );
  return deleted;
}
