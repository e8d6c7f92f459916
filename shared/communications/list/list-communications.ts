/** A page of communications, newest first or in another order. */
import { toCursor } from '../../query/cursor.ts';
import type { Position } from '../../query/position.ts';
import { defaultLimit } from '../../query/range-parameters.ts';
import { deadline, pageMs, type Reading } from '../../query/reading.ts';
import { fromSortText, toSortText } from '../../query/sort-key.ts';
import type { StoredCommunication } from '../gather/communication-row.ts';
import { cursorPlace, positionAt } from './communication-place.ts';
import type { CommunicationQuery } from './communication-query.ts';
import { scanCommunications } from './scan-communications.ts';
import { type ByValue, sortedCommunications } from './sorted-communications.ts';

/** `next`: the cursor to go on with, where there may be more. `searchedTo`: how far it looked, where time ran out (UTC). */
export interface CommunicationPage {
  readonly outcome: 'listed';
  readonly items: readonly StoredCommunication[];
  readonly next: string | null;
  readonly searchedTo?: string;
}

export type CommunicationList =
  | CommunicationPage
  | { readonly outcome: 'invalid-cursor' }
  /** More matches than can be sorted, or more to look through than there is time for. */
  | { readonly outcome: 'narrow-the-range'; readonly detail: string };

/** Throws StorageUnavailable when storage does not answer. */
export async function listCommunications(reading: Reading, query: CommunicationQuery): Promise<CommunicationList> {
  const isLate = deadline(reading, pageMs);
  return query.order === 'newest'
    ? newestPage(reading, query, isLate)
    : sortedPage(reading, query, query.order, isLate);
}

async function newestPage(
  reading: Reading,
  query: CommunicationQuery,
  isLate: () => boolean,
): Promise<CommunicationList> {
  const { limit = defaultLimit, mark, place } = query;
  const at = place && positionAt(place);
  if (place && !at) return { outcome: 'invalid-cursor' };
  // Where an offset was not reached when the time was up, the cursor says how much of it is left.
  let skip = at ? at.skip : (query.offset ?? 0);
  const items = new Map<string, StoredCommunication>();
  let last: Position | undefined;
  let stopped: Position | undefined;
  const found = scanCommunications(reading, query, {
    ...{ isLate, pageRows: limit + skip + 1, wanted: () => limit + skip - items.size },
    ...(at ? { after: at.position } : {}),
  });
  for await (const step of found.steps) {
    if (step.kind === 'stopped') stopped = step.at;
    else if (skip > 0) skip -= 1;
    else {
      last = step.item.position;
      const { stored } = step.item;
      // While it moves to another kind or moment, one may stand in two places.
      const twin = items.get(stored.communication.id);
      if (!twin || stored.changed > twin.changed) items.set(stored.communication.id, stored);
      if (items.size === limit) break;
    }
  }
  const end = stopped ?? (found.more() ? last : undefined);
  return {
    outcome: 'listed',
    items: [...items.values()],
    next: end ? toCursor(mark, cursorPlace(end, skip)) : null,
    ...(stopped ? { searchedTo: new Date(stopped.time).toISOString() } : {}),
  };
}

async function sortedPage(
  reading: Reading,
  query: CommunicationQuery,
  order: ByValue,
  isLate: () => boolean,
): Promise<CommunicationList> {
  const { limit = defaultLimit, mark, place } = query;
  const value = place ? fromSortText(String(place[0])) : undefined;
  if (value === null) return { outcome: 'invalid-cursor' };
  const after = place ? { value, id: String(place[1]) } : undefined;
  const skip = place ? 0 : (query.offset ?? 0);
  const sorted = await sortedCommunications(reading, query, order, { isLate, most: skip + limit + 1, after });
  if (sorted.outcome !== 'sorted') return sorted;
  const rows = sorted.rows.slice(skip, skip + limit);
  const last = sorted.rows.length > skip + limit ? rows.at(-1) : undefined;
  return {
    outcome: 'listed',
    items: rows.map(({ item }) => item),
    next: last ? toCursor(mark, [toSortText(last.value), last.id]) : null,
  };
}
