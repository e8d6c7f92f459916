/** Counts communications: all that range and kinds hold, those that match, and, where it is asked, those of each state. */
import type { Reading } from '../../query/reading.ts';
import type { CommunicationState } from '../communication.ts';
import { states } from '../communication.ts';
import type { CommunicationQuery } from './communication-query.ts';
import { scanCommunications } from './scan-communications.ts';
import { tallyRange } from './tally-range.ts';

/** `total`: visible in range and kinds, whatever the other filters. `filtered`: those that match. */
export interface CommunicationCounts {
  readonly total: number;
  readonly filtered: number;
  /** There may be more than were counted: all are lower bounds. */
  readonly totalIsLowerBound?: true;
  /** Those that match but for the chosen states, by state. */
  readonly states?: Readonly<Record<CommunicationState, number>>;
}

type States = Record<CommunicationState, number>;

/** Matches that are counted one by one at most. */
const mostCounted = 100_000;

/** Throws StorageUnavailable. */
export async function countCommunications(
  reading: Reading,
  query: CommunicationQuery,
  isLate: () => boolean,
): Promise<CommunicationCounts> {
  const { byState } = query;
  const looked = byState ? { ...query, pushed: byState.pushed, matches: byState.matches } : query;
  const { matches } = looked;
  const [all, matching] = await Promise.all([
    tallyRange(reading, query, isLate),
    matches && countMatches(reading, { ...looked, matches }, isLate),
  ]);
  const counted = matching ?? all;
  const filtered = sum(counted.states, byState?.chosen ?? states);
  const complete = all.complete && counted.complete;
  return {
    total: Math.max(sum(all.states, states), sum(counted.states, states)),
    filtered,
    ...(complete ? {} : { totalIsLowerBound: true }),
    ...(byState ? { states: counted.states } : {}),
  };
}

async function countMatches(
  reading: Reading,
  query: Parameters<typeof scanCommunications>[1],
  isLate: () => boolean,
): Promise<{ readonly states: States; readonly complete: boolean }> {
  const counts = Object.fromEntries(states.map((state) => [state, 0])) as States;
  let looked = 0;
  const found = scanCommunications(reading, query, { isLate, pageRows: 1000 });
  for await (const step of found.steps) {
    if (step.kind === 'stopped') return { states: counts, complete: false };
    counts[step.item.stored.communication.state] += 1;
    looked += 1;
    if (looked === mostCounted && found.more()) return { states: counts, complete: false };
  }
  return { states: counts, complete: true };
}

function sum(counts: Readonly<States>, of: readonly CommunicationState[]): number {
  return of.reduce((all, state) => all + counts[state], 0);
}
