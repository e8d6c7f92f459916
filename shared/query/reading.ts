/** What every use case that reads records is given. */
import type { Category } from '../categories/define.ts';
import { retentionOf } from '../retention/retention-of.ts';
import type { Services } from '../services.ts';
import type { TableStore } from '../storage/table-store.ts';

export interface Reading {
  readonly store: TableStore;
  /**
   * Records before this instant (ms) are past the category's retention and not shown, though their tables may stand; without a
   * category, communications that started before it.
   */
  readonly notBefore: (category?: Category) => number;
  /** Communications that were successful and started before this instant (ms) are not shown. */
  readonly successfulNotBefore: number;
  /** Milliseconds of a clock, to know when the time is up. */
  readonly now: () => number;
}

/** How long a page may be looked for, in ms: what is found by then is answered, with a cursor to go on from. */
export const pageMs = 20_000;

/** Whether the time is up, as a question to ask before each request to storage. */
export function deadline(reading: Reading, ms: number): () => boolean {
  const end = reading.now() + ms;
  return () => reading.now() >= end;
}

/** What the services of this process give to reading, as of now. Throws StorageUnavailable. */
export async function readingOf(services: Services): Promise<Reading> {
  const { notBefore, successfulNotBefore } = await retentionOf(services);
  return { store: services.store, notBefore, successfulNotBefore, now: () => services.clock().getTime() };
}
