/** Counts call logs as Wazo does: all that can be seen, whatever is asked for, and those that match. */
import type { Reading } from '../../query/reading.ts';
import type { CommunicationQuery } from '../list/communication-query.ts';
import { countCommunications } from '../list/count-communications.ts';
import { tallyRange } from '../list/tally-range.ts';

export interface CallLogCounts {
  /** Calls that can be seen, whatever the range and the other filters. */
  readonly total: number;
  readonly filtered: number;
  /** There may be more than were counted: both are lower bounds. */
  readonly totalIsLowerBound?: true;
}

const everything = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY, kinds: ['call'] } as const;

/** Throws StorageUnavailable. */
export async function countCallLogs(
  reading: Reading,
  query: CommunicationQuery,
  isLate: () => boolean,
): Promise<CallLogCounts> {
  const [all, { filtered, totalIsLowerBound }] = await Promise.all([
    tallyRange(reading, everything, isLate),
    countCommunications(reading, query, isLate),
  ]);
  const total = Object.values(all.states).reduce((sum, count) => sum + count, 0);
  const complete = all.complete && !totalIsLowerBound;
  return { total: Math.max(total, filtered), filtered, ...(complete ? {} : { totalIsLowerBound: true }) };
}
