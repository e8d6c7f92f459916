/** Takes away communications that were successful, where those are kept for fewer days than others: a day's table once. */

import { touchDay } from '../communications/gather/touch-day.ts';
import { dayOfTable } from '../communications/list/day-rows.ts';
import { daysWithAny } from '../communications/list/scan-communications.ts';
import type { Retention } from '../retention/retention.ts';
import type { Services } from '../services.ts';
import { deleteRows } from '../storage/delete-rows.ts';
import { transactIn } from '../storage/transact-in.ts';

/** Until which day it was done, and by which number of days: with another number it begins anew. */
const place = { table: 'Counters', partitionKey: 'purge', rowKey: 'successful' } as const;

const dayMs = 86_400_000;

export interface Forgotten {
  /** Communications that went. */
  readonly communications: number;
  /** All days that are due were looked at. */
  readonly done: boolean;
}

/**
 * Their records stay, and are told apart from those that were never gathered by where their pointer leads. A day is due when
 * it ended `marginMs` before the instant. Throws StorageUnavailable.
 */
export async function forgetSuccessful(
  services: Services,
  { successfulNotBefore, notBefore }: Pick<Retention, 'successfulNotBefore' | 'notBefore'>,
  { isOver, marginMs }: { readonly isOver: () => boolean; readonly marginMs: number },
): Promise<Forgotten> {
  const { store, clock } = services;
  if (successfulNotBefore <= notBefore()) return { communications: 0, done: true };
  const days = Math.round((clock().getTime() - successfulNotBefore) / dayMs);
  const row = await store.get(place.table, place.partitionKey, place.rowKey);
  const after = row?.['days'] === days ? String(row['table']) : '';
  const due = (await daysWithAny(services))
    .filter((table) => table > after && dayOfTable(table) + dayMs + marginMs <= successfulNotBefore)
    .toReversed();
  let communications = 0;
  for (const table of due) {
    await touchDay(services, table);
    const filter = [{ property: 'state', operator: 'eq', value: 'Successful' }] as const;
    const { deleted, done } = await deleteRows(store, table, { filter, select: [] }, { isOver });
    communications += deleted;
    if (!done) return { communications, done };
    const entity = { partitionKey: place.partitionKey, rowKey: place.rowKey, v: 1, days, table };
    await transactIn(store, place.table, [{ kind: 'upsert', entity }]);
    if (isOver() && table !== due.at(-1)) return { communications, done: false };
  }
  return { communications, done: true };
}
