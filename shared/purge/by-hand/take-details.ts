/** Finds the records that are only a detail of a communication, all of them, and hands them on, for the time of one slice. */
import type { Communication } from '../../communications/communication.ts';
import { detailSearches, scanDetails } from '../../communications/list/detail-searches.ts';
import { placeBefore } from '../../query/position.ts';
import type { SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { recordId } from '../../storage/keys.ts';
import type { DetailPlace } from '../purge-state.ts';

export interface TakingDetails {
  /** Where to go on; absent: from the beginning. */
  readonly place?: DetailPlace | undefined;
  /** So many ids at once. */
  readonly most: number;
  /** What is done with them. */
  readonly take: (ids: readonly string[]) => Promise<void>;
  readonly limits: SliceLimits;
}

/**
 * So many rounds of requests are waited for, however late it is, so that each slice comes further: within them a search that
 * brings nothing has been cut small enough for its place to move.
 */
const leastRounds = 12;

/** How many were handed on, and where to go on; without a place that was all. Throws StorageUnavailable. */
export async function takeDetails(
  { store, clock }: Services,
  communication: Communication,
  { place, most, take, limits }: TakingDetails,
): Promise<{ readonly found: number; readonly place?: DetailPlace }> {
  const now = () => clock().getTime();
  const { start, end, newest } = communication;
  const last = Math.max(...[start, end ?? start, newest].map((time) => Date.parse(time)));
  let found = 0;
  let rounds = 0;
  const isOver = () => limits.signal.aborted || now() >= limits.until;
  const isLate = () => {
    rounds += 1;
    return limits.signal.aborted || (isOver() && (found > 0 || rounds > leastRounds));
  };
  const searches = detailSearches(communication, last, Number.POSITIVE_INFINITY);
  for (const [search, one] of searches.entries()) {
    if (place && search < place.search) continue;
    const after = place?.search === search ? place : placeBefore(one.until);
    let ids: string[] = [];
    for await (const step of scanDetails({ store, now }, one, isLate, after).steps) {
      if (step.kind === 'stopped') {
        await take(ids);
        return { found, place: { search, ...step.at } };
      }
      const { record, position } = step.item;
      found += 1;
      ids.push(recordId(record.category, record.time, record.identity));
      if (ids.length < most) continue;
      await take(ids);
      ids = [];
      if (isOver()) return { found, place: { search, ...position } };
    }
    await take(ids);
  }
  return { found };
}
