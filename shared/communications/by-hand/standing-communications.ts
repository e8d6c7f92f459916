/** Walks the communications that there are by day, the newest first, from a place on. */
import type { Services } from '../../services.ts';
import { dayOf } from '../../storage/keys.ts';
import { everyRow } from '../../storage/table-store.ts';
import {
  communicationsTable,
  invertedInDay,
  type Location,
  locationFrom,
  locationText,
  readLocation,
} from '../gather/location.ts';
import { partitions } from '../kinds.ts';

export interface StandingCommunication {
  readonly id: string;
  readonly location: Location;
}

export interface StandingRange {
  /** Those that started at or after this (ms). */
  readonly since?: number | undefined;
  /** Where it goes on: the {@link locationText} of the last one. */
  readonly after?: string | undefined;
}

/** What a communication has left has no time at which it was made. */
export const standingOnly = [{ property: 'created', operator: 'ge', value: 0 }] as const;

/** Rows that a communication has left are left out; nothing of what they say is read. Throws StorageUnavailable. */
export async function* standingCommunications(
  { store }: Pick<Services, 'store'>,
  { since, after: text }: StandingRange,
): AsyncGenerator<StandingCommunication> {
  const after = text === undefined ? undefined : locationFrom(text);
  const oldest = since === undefined ? '' : communicationsTable(dayOf(since));
  const tables = (await store.listTables('Communications'))
    .filter((table) => /^Communications\d{8}$/.test(table) && table >= oldest)
    .filter((table) => after === undefined || table <= after.table)
    .toSorted()
    .toReversed();
  for (const table of tables) {
    for (const partition of partitions.toSorted()) {
      const begun = table === after?.table && partition === after.partitionKey;
      if (table === after?.table && partition < after.partitionKey) continue;
      const rows = {
        // The blank is the first character that a key may have.
        ...(begun ? { from: `${after.rowKey} ` } : {}),
        ...(table === oldest && since !== undefined ? { until: `${invertedInDay(since)}.` } : {}),
      };
      for await (const { rowKey } of everyRow(store, table, { partition, rows, filter: standingOnly, select: [] })) {
        const location = { table, partitionKey: partition, rowKey };
        yield { id: readLocation(table, rowKey).id, location };
      }
    }
  }
}

/** Where to go on after this one. */
export function placeAfter({ location }: StandingCommunication): string {
  return locationText(location);
}
