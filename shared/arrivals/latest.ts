/** Table `Latest`, one partition: when records last arrived, and when the roads were last looked at. */

import type { Services } from '../services.ts';
import type { FailureClass } from '../source-failure.ts';
import { everyRow } from '../storage/table-store.ts';

export const latestPlace = { table: 'Latest', partition: 'latest' } as const;

/** Row keys of looks begin with it: it sorts behind every slug, so that arrivals are a range of their own. */
export const looksFrom = '~';

/** The newest arrival of a category by resource and road. */
export interface ArrivalRow {
  readonly slug: string;
  /** Of the ACS resource; empty where the records name none. */
  readonly resource: string;
  readonly source: string;
  /** UTC, milliseconds; true to the minute. */
  readonly at: string;
}

/** The last time that a road was looked at, by how that ended: of each road (and category, where it is asked by them). */
export type LookRow = {
  readonly source: string;
  /** Empty: the road as a whole. */
  readonly slug: string;
  /** UTC, milliseconds. */
  readonly at: string;
} & (
  | { readonly ended: 'succeeded' }
  | {
      /** `rejected`: the road works, but records that it brought were rejected. */
      readonly ended: 'failed' | 'rejected';
      readonly class: FailureClass;
      readonly words: string;
      /** Since when it fails in this way, without a success between. */
      readonly since: string;
    }
);

export interface Latest {
  readonly arrivals: readonly ArrivalRow[];
  readonly looks: readonly LookRow[];
}

/** All of it, by one query. Throws StorageUnavailable. */
export async function readLatest(services: Services): Promise<Latest> {
  const arrivals: ArrivalRow[] = [];
  const looks: LookRow[] = [];
  for await (const row of everyRow(services.store, latestPlace.table, { partition: latestPlace.partition })) {
    if (row.rowKey < looksFrom) arrivals.push(row as unknown as ArrivalRow);
    else looks.push(row as unknown as LookRow);
  }
  return { arrivals, looks };
}
