/** Counts the records that were dropped because their category is switched off, by category and UTC day. */
import { randomUUID } from 'node:crypto';
import { perServices } from '../per-services.ts';
import type { Services } from '../services.ts';
import { deleteRows } from '../storage/delete-rows.ts';
import { dateOf, dayOf } from '../storage/keys.ts';
import { everyRow } from '../storage/table-store.ts';
import { transactIn } from '../storage/transact-in.ts';

/** Every process writes rows of its own, with totals: no two ever wait for each other, and writing one again is harmless. */
const place = { table: 'Counters', partition: 'dropped' } as const;

const daysShown = 30;
const dayMs = 86_400_000;

interface Tally {
  readonly slug: string;
  readonly day: string;
  /** What the store has. */
  count: number;
  last: number;
  /** What waits to be written with the next write. */
  waiting: number;
  waitingLast: number;
  writing: Promise<void> | undefined;
}

const talliesOf = perServices(() => ({ writer: randomUUID().slice(0, 8), tallies: new Map<string, Tally>() }));

/** Days sort newest first. */
const invertedDay = (day: string): string => String(99_999_999 - Number(day));

/**
 * Counts `count` records of a category dropped at `at`; done when they are stored. Calls that come together are written
 * together. Throws StorageUnavailable when they could not be stored, and then counts none of them.
 */
export async function countDropped(services: Services, slug: string, count: number, at: Date): Promise<void> {
  const { tallies } = talliesOf(services);
  const day = dayOf(at.getTime());
  const key = `${day}-${slug}`;
  const tally = tallies.get(key) ?? { slug, day, count: 0, last: 0, waiting: 0, waitingLast: 0, writing: undefined };
  tallies.set(key, tally);
  tally.waiting += count;
  tally.waitingLast = Math.max(tally.waitingLast, at.getTime());
  // The write under way has its total already; the next one takes all that waits by then.
  if (tally.writing) await tally.writing.catch(() => {});
  if (tally.waiting > 0 && tally.writing === undefined) {
    tally.writing = write(services, tally).finally(() => {
      tally.writing = undefined;
    });
  }
  await tally.writing;
}

async function write(services: Services, tally: Tally): Promise<void> {
  const count = tally.count + tally.waiting;
  const last = Math.max(tally.last, tally.waitingLast);
  tally.waiting = 0;
  await transactIn(services.store, place.table, [
    {
      kind: 'upsert',
      entity: {
        partitionKey: place.partition,
        rowKey: `${invertedDay(tally.day)}-${tally.slug}-${talliesOf(services).writer}`,
        v: 1,
        slug: tally.slug,
        day: tally.day,
        count,
        last: new Date(last).toISOString(),
      },
    },
  ]);
  tally.count = count;
  tally.last = last;
}

/** Deletes the counts of days that are shown no more: how many rows. Throws StorageUnavailable. */
export async function forgetDropped({ store, clock }: Services): Promise<number> {
  const rows = { from: `${invertedDay(dayOf(clock().getTime() - daysShown * dayMs))}-` };
  return (await deleteRows(store, place.table, { partition: place.partition, rows, select: [] })).deleted;
}

export interface DroppedDay {
  /** `2026-03-04`, UTC. */
  readonly day: string;
  readonly count: number;
  /** The time of the last one: UTC, milliseconds. */
  readonly last: string;
}

/** What was dropped in the last 30 days: by slug, newest day first. One query. */
export async function readDropped(services: Services): Promise<ReadonlyMap<string, readonly DroppedDay[]>> {
  const oldest = dayOf(services.clock().getTime() - (daysShown - 1) * dayMs);
  const until = `${invertedDay(oldest)}.`;
  const bySlug = new Map<string, Map<string, DroppedDay>>();
  for await (const row of everyRow(services.store, place.table, { partition: place.partition, rows: { until } })) {
    const { slug, day, count, last } = row as unknown as { slug: string; day: string; count: number; last: string };
    const days = bySlug.get(slug) ?? new Map<string, DroppedDay>();
    const date = dateOf(day);
    const before = days.get(date);
    days.set(date, {
      day: date,
      count: (before?.count ?? 0) + count,
      last: before && before.last > last ? before.last : last,
    });
    bySlug.set(slug, days);
  }
  return new Map([...bySlug].map(([slug, days]) => [slug, [...days.values()]]));
}
