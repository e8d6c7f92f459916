/** Communications in an order other than newest first: the first ones, of at most 20,000 matches. */
import type { Reading } from '../../query/reading.ts';
import { comparedChars } from '../../query/sort-key.ts';
import { type Sortable, type Sorted, sortMatches } from '../../query/sort-matches.ts';
import type { StoredCommunication } from '../gather/communication-row.ts';
import type { CommunicationOrder, CommunicationQuery } from './communication-query.ts';
import type { Found } from './day-rows.ts';
import { scanCommunications } from './scan-communications.ts';

export type ByValue = Exclude<CommunicationOrder, 'newest'>;

export interface SortedCommunication extends Sortable {
  readonly item: StoredCommunication;
}

export interface SortedOptions {
  readonly isLate: () => boolean;
  /** How many to keep. */
  readonly most: number;
  /** Only what comes after it. */
  readonly after?: Sortable | undefined;
}

/** Throws StorageUnavailable. */
export async function sortedCommunications(
  reading: Reading,
  query: CommunicationQuery,
  { value, descending }: ByValue,
  { isLate, ...options }: SortedOptions,
): Promise<Sorted<SortedCommunication>> {
  const { steps } = scanCommunications(reading, query, { isLate, pageRows: 1000 });
  const matchOf = ({ stored }: Found): SortedCommunication => {
    const by = value(stored.communication);
    const short = typeof by === 'string' ? by.slice(0, comparedChars).toWellFormed() : by;
    return { value: short === '' ? undefined : short, id: stored.communication.id, item: stored };
  };
  return sortMatches(steps, matchOf, { ...options, descending, what: 'communications' });
}
