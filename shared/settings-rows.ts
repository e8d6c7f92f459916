/** What operators set while Commlog runs, as rows of the table `Settings`, remembered for at most a minute. */
import { perServices } from './per-services.ts';
import type { Services } from './services.ts';
import { everyRow, type Stored } from './storage/table-store.ts';

/** The partitions, in the order of their names; secrets are no part of it. */
export const settingsPlace = { table: 'Settings', categories: 'categories', erased: 'erased', kept: 'kept' } as const;

/** A change is effective everywhere within this time, in ms. */
export const rememberedMs = 60_000;

interface Remembered {
  /** When it was asked for, so that nothing older than the answer is taken for newer. */
  readonly asked: number;
  readonly rows: Promise<readonly Stored[]>;
}

const memoryOf = perServices((): { last: Remembered | undefined } => ({ last: undefined }));

/** The rows of a partition. Throws StorageUnavailable rather than guess when a minute is over and the store does not answer. */
export async function settingsRows(services: Services, partition: string): Promise<readonly Stored[]> {
  const rows = await remembered(services);
  return rows.filter(({ partitionKey }) => partitionKey === partition);
}

/** One query for all partitions. */
async function remembered(services: Services): Promise<readonly Stored[]> {
  const memory = memoryOf(services);
  const now = services.clock().getTime();
  const last = memory.last;
  if (last && now >= last.asked && now - last.asked < rememberedMs) return last.rows;
  const partition = { from: settingsPlace.categories, until: `${settingsPlace.kept} ` };
  const asked = { asked: now, rows: Array.fromAsync(everyRow(services.store, settingsPlace.table, { partition })) };
  memory.last = asked;
  return asked.rows.catch((error: unknown) => {
    if (memory.last === asked) memory.last = undefined;
    throw error;
  });
}

/** Makes the next {@link settingsRows} ask the store. */
export function forgetSettingsRows(services: Services): void {
  memoryOf(services).last = undefined;
}
