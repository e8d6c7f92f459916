/** Which categories are switched off, remembered for at most a minute. */
import { perServices } from '../per-services.ts';
import type { Services } from '../services.ts';
import { everyRow } from '../storage/table-store.ts';

/** Table and partition of the switches; the row is the category's slug. */
export const switchesPlace = { table: 'Settings', partition: 'categories' } as const;

/** A change is effective everywhere within this time, in ms. */
export const rememberedMs = 60_000;

interface Remembered {
  /** When it was asked for, so that nothing older than the answer is taken for newer. */
  readonly asked: number;
  readonly off: Promise<ReadonlySet<string>>;
}

const memoryOf = perServices((): { last: Remembered | undefined } => ({ last: undefined }));

/**
 * The slugs of the categories that are switched off; what is not switched off is on. Throws StorageUnavailable rather
 * than guess when a minute is over and the store does not answer.
 */
export async function switchedOff(services: Services): Promise<ReadonlySet<string>> {
  const memory = memoryOf(services);
  const now = services.clock().getTime();
  const last = memory.last;
  if (last && now >= last.asked && now - last.asked < rememberedMs) return last.off;
  const asked: Remembered = { asked: now, off: readSwitchedOff(services) };
  memory.last = asked;
  return asked.off.catch((error: unknown) => {
    if (memory.last === asked) memory.last = undefined;
    throw error;
  });
}

/** Makes the next {@link switchedOff} ask the store. */
export function forgetSwitches(services: Services): void {
  memoryOf(services).last = undefined;
}

/** As {@link switchedOff}, from the store. */
export async function readSwitchedOff(services: Services): Promise<ReadonlySet<string>> {
  const off = new Set<string>();
  const query = { partition: switchesPlace.partition, select: ['enabled'] };
  for await (const row of everyRow(services.store, switchesPlace.table, query)) {
    if (row.enabled === false) off.add(row.rowKey);
  }
  return off;
}
