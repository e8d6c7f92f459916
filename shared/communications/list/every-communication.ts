/** All communications of a query, for files: in its order, and at the end in words what is missing. */
import { exportMs, timeUp } from '../../query/export-records.ts';
import { deadline, type Reading } from '../../query/reading.ts';
import { mostSorted } from '../../query/sort-matches.ts';
import type { StoredCommunication } from '../gather/communication-row.ts';
import type { CommunicationQuery } from './communication-query.ts';
import { scanCommunications } from './scan-communications.ts';
import { sortedCommunications } from './sorted-communications.ts';

/** A communication; the last piece may be a text that says what is missing. */
export type Piece = StoredCommunication | string;

export type EveryCommunication =
  | { readonly outcome: 'opened'; readonly pieces: AsyncGenerator<Piece, void, void> }
  | { readonly outcome: 'narrow-the-range'; readonly detail: string };

/** Newest first, nothing is asked of storage before the first piece is. Throws StorageUnavailable, and so do the pieces. */
export async function everyCommunication(reading: Reading, query: CommunicationQuery): Promise<EveryCommunication> {
  const isLate = deadline(reading, exportMs);
  const { order, offset = 0, limit } = query;
  if (order === 'newest') return { outcome: 'opened', pieces: newestFirst(reading, query, isLate) };
  const most = Math.min(mostSorted, offset + (limit ?? mostSorted));
  const sorted = await sortedCommunications(reading, query, order, { isLate, most });
  if (sorted.outcome !== 'sorted') return sorted;
  return { outcome: 'opened', pieces: given(sorted.rows.slice(offset).map(({ item }) => item)) };
}

async function* newestFirst(
  reading: Reading,
  query: CommunicationQuery,
  isLate: () => boolean,
): AsyncGenerator<Piece, void, void> {
  let skip = query.offset ?? 0;
  let left = query.limit ?? Number.POSITIVE_INFINITY;
  const { steps } = scanCommunications(reading, query, { isLate, pageRows: 1000 });
  for await (const step of steps) {
    if (step.kind === 'stopped') yield timeUp(step.at.time, 'communications');
    else if (skip > 0) {
      skip -= 1;
      continue;
    } else yield step.item.stored;
    left -= 1;
    if (left === 0) return;
  }
}

async function* given(pieces: readonly Piece[]): AsyncGenerator<Piece, void, void> {
  yield* pieces;
}
