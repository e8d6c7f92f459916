/** Where a history run is: small whatever the archive's size, and kept between two slices. */
import { z } from 'zod';
import type { RunState } from '../../runs/run.ts';

const count = z.number().int().min(0).default(0);

const historyState = z.object({
  /** `list`: a container's blobs. `tidy`: its checkpoints of blobs that are gone. `read`: what listing found. */
  phase: z.enum(['list', 'tidy', 'read']).default('list'),
  /** When listing began, ms. */
  started: z.number(),
  /** Listing: the container, undefined before the first, and where its page ended. */
  container: z.string().optional(),
  continuation: z.string().optional(),

  /** What listing found: all blobs, those of other providers, those with something to read and how much. */
  listed: count,
  passedOver: count,
  blobs: count,
  bytes: count,
  checkpointsRemoved: count,
  /** Containers and days with something to read; the days as a day set writes them. */
  unreadIn: z.array(z.string()).default([]),
  days: z.string().default(''),
  /** Of these days, those that lie wholly beyond the retention. */
  daysBeyondRetention: count,

  /** Reading: which end comes first, and the day (`20250601`), container and row where to go on. */
  order: z.enum(['newest', 'oldest']).default('newest'),
  day: z.string().default(''),
  from: z.string().default(''),
  /** Rows from there on that are done, because others before them are not. */
  done: z.array(z.string()).default([]),
  blobsDone: count,
  bytesDone: count,
  gone: count,
  /** Blobs that the account did not hand out though it answered, by container, and why the last one. */
  unreadable: z.record(z.string(), z.number()).default({}),
  unreadableWords: z.string().default(''),
  records: count,
  /** Time that reading took, in ms. */
  readMs: z.number().default(0),
  /** Slices in a row in which the account could not be asked. */
  failures: count,
});

export type HistoryState = z.output<typeof historyState>;

/** The state in a run's `next`; at first a run has none. */
export function historyStateOf(next: RunState, now: Date): HistoryState {
  return historyState.parse({ started: now.getTime(), ...next });
}
