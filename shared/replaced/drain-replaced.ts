/** Pairs the records whose time Log Analytics replaced with equal ones by other roads: what is due of it, slice by slice. */
import { z } from 'zod';
import { allCategories } from '../categories/index.ts';
import { failureFacts } from '../failure-facts.ts';
import type { RunState, Slice, SliceLimits } from '../runs/run.ts';
import type { Services } from '../services.ts';
import { dueMarks, markBuckets, putOff, removeMark, type StoredMark } from '../storage/replaced-marks.ts';
import { StorageUnavailable } from '../storage/table-store.ts';
import { type Settled, settleMark } from './settle-mark.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** What is written under a mark is there by then, or never. */
const quietMs = 5 * minuteMs;
/** An archive may come later by so much, again and again. */
const longestWaitDays = 32;

const stateSchema = z.object({
  bucket: z.int().default(0),
  replaced: z.int().default(0),
  waiting: z.int().default(0),
  failed: z.int().default(0),
});
type State = z.infer<typeof stateSchema>;

/**
 * Takes the marks that are due, until the time is up. A record whose time was replaced and that has an equal one with its
 * true time becomes a tombstone; one without waits 1, 2, 4 … 32 days for the next look. Any number may do this at once, and
 * it may end anywhere. `next` is `{}` at first; progress: records replaced, waiting, and marks that failed. Throws
 * StorageUnavailable.
 */
export async function drainReplaced(services: Services, next: RunState, limits: SliceLimits): Promise<Slice> {
  const { store, clock } = services;
  const state = stateSchema.parse(next);
  const before = state.failed;
  const isOver = () => limits.signal.aborted || clock().getTime() >= limits.until;
  const months = (await store.listTables('Lookups')).filter((table) => /^Lookups\d{6}$/.test(table));
  for (; state.bucket < markBuckets.length; state.bucket += 1) {
    for await (const mark of dueMarks(store, markBuckets[state.bucket] as string, clock().getTime())) {
      if (isOver()) return sliceOf(state, before, { ...state });
      await takeMark(services, mark, months, state, isOver);
    }
    // What was left when the time was up is due still.
    if (isOver()) return sliceOf(state, before, { ...state });
  }
  return sliceOf(state, before, undefined);
}

function sliceOf({ replaced, waiting, failed }: State, before: number, next: RunState | undefined): Slice {
  return { next, counts: { failed: failed - before }, progress: { replaced, waiting, failed } };
}

/** Settles a mark and says when to look again; one that cannot be settled does not keep the others waiting. */
async function takeMark(
  services: Services,
  mark: StoredMark,
  months: readonly string[],
  state: State,
  isOver: () => boolean,
): Promise<void> {
  const { store, clock, log } = services;
  const category = allCategories.find(({ slug }) => slug === mark.slug);
  try {
    if (!category) throw new Error('a mark names a category that is not known');
    const settled = await settleMark({ store, hashOf: await services.hash(), category, clock }, mark, months, isOver);
    if (settled.outcome === 'too-many') {
      log({ level: 'warning', outcome: 'too-many-to-pair', category: mark.slug });
      state.failed += 1;
    } else {
      state.replaced += settled.replaced;
      state.waiting += settled.waiting;
    }
    await settleDue(services, mark, settled);
  } catch (error) {
    if (error instanceof StorageUnavailable) throw error;
    log({ level: 'error', outcome: 'pairing-failed', category: mark.slug, failure: failureFacts(error) });
    state.failed += 1;
    await putOff(store, mark, mark.tries + 1, clock().getTime() + dayMs);
  }
}

/** Whoever renewed the mark meanwhile has more to look at: then it stays as it is. */
async function settleDue({ store, clock }: Services, mark: StoredMark, settled: Settled): Promise<void> {
  const now = clock().getTime();
  if (settled.outcome === 'unfinished') return;
  if (settled.outcome === 'too-many' || settled.waiting > 0) {
    const days = Math.min(2 ** mark.tries, longestWaitDays);
    await putOff(store, mark, mark.tries + 1, now + days * dayMs);
  } else if (now - mark.since >= quietMs) await removeMark(store, mark);
  else await putOff(store, mark, mark.tries, mark.since + quietMs);
}
