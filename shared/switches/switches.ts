/** Which categories are switched off, remembered for at most a minute. */
import type { Services } from '../services.ts';
import { settingsPlace, settingsRows } from '../settings-rows.ts';
import { type Entity, everyRow } from '../storage/table-store.ts';

/** Table and partition of the switches; the row is the category's slug. */
export const switchesPlace = { table: settingsPlace.table, partition: settingsPlace.categories } as const;

/**
 * The slugs of the categories that are switched off; what is not switched off is on. Throws StorageUnavailable rather
 * than guess when a minute is over and the store does not answer.
 */
export async function switchedOff(services: Services): Promise<ReadonlySet<string>> {
  return offIn(await settingsRows(services, switchesPlace.partition));
}

/** As {@link switchedOff}, from the store. */
export async function readSwitchedOff(services: Services): Promise<ReadonlySet<string>> {
  const query = { partition: switchesPlace.partition, select: ['enabled'] };
  return offIn(await Array.fromAsync(everyRow(services.store, switchesPlace.table, query)));
}

function offIn(rows: readonly Entity[]): ReadonlySet<string> {
  return new Set(rows.filter(({ enabled }) => enabled === false).map(({ rowKey }) => rowKey));
}
