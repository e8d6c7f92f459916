/** Reads what listing the archive found, day by day, a few blobs at a time. */
import { noCounts, type RunCounts, type SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import type { SourceFailure } from '../../source-failure.ts';
import { dayOf } from '../../storage/keys.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import { addCounts } from './add-counts.ts';
import type { BlobAccount } from './blob-account.ts';
import { isFresh, placeOf } from './blob-path.ts';
import { withBytesLeft } from './checkpoint-pages.ts';
import { daySet } from './day-set.ts';
import type { HistoryState } from './history-state.ts';
import { isOver } from './is-over.ts';
import { isUnread } from './is-unread.ts';
import { type HistoryBlob, readHistoryBlob } from './read-history-blob.ts';

/** Blobs that one query brings, and of those how many are read at once. */
const batch = 16;
const width = 4;

export interface HistoryStep {
  /** `read`: nothing is left. */
  readonly state: HistoryState | 'read';
  readonly counts: RunCounts;
  /** The account could not be asked; the state holds what was done until then. */
  readonly failure?: SourceFailure;
}

/** The days that have something to read, in the order in which they are read. */
export function daysOf({ days, order }: Pick<HistoryState, 'days' | 'order'>): string[] {
  const oldestFirst = daySet(days).days().map(dayOf);
  return order === 'oldest' ? oldestFirst : oldestFirst.reverse();
}

/** A few blobs further, or to the next place where there may be some. Throws StorageUnavailable. */
export async function readSomeHistory(
  services: Services,
  account: BlobAccount,
  state: HistoryState,
  limits: SliceLimits,
): Promise<HistoryStep> {
  const { day, container } = state;
  if (container === undefined) return { state: 'read', counts: noCounts };
  const rows = await withBytesLeft(services.store, { container, day, from: state.from }, batch);
  if (rows.length === 0) return { state: nextPlace(state) ?? 'read', counts: noCounts };
  const now = services.clock().getTime();
  const ends = rows.map((): HistoryBlob => ({ end: 'later' }));
  let failure: SourceFailure | undefined;
  await runBounded(
    width,
    rows.map(({ rowKey, checkpoint }, index) => async () => {
      const place = placeOf(container, checkpoint.name);
      const isTicks = place.hour !== undefined && isFresh(place, checkpoint.modified, now);
      if (isTicks || state.done.includes(rowKey) || !isUnread(services, checkpoint, checkpoint)) {
        ends[index] = { end: 'passed' };
      } else if (failure === undefined && !isOver(services, limits)) {
        const end = await readHistoryBlob(services, account, checkpoint, limits);
        ends[index] = end;
        if (end.end === 'later') failure ??= end.failure;
      }
    }),
  );
  const before = rows.findIndex((_, index) => ends[index]?.end === 'later');
  const isEnd = (index: number) => ends[index]?.end !== 'later';
  const from = before === -1 ? `${rows.at(-1)?.rowKey}~` : (rows[before]?.rowKey ?? '');
  const done =
    before === -1 ? [] : rows.filter((_, index) => index > before && isEnd(index)).map(({ rowKey }) => rowKey);
  return {
    state: { ...ends.reduce((sum, end) => settle(sum, end, container), state), from, done },
    counts: ends.reduce((sum, { counts }) => (counts ? addCounts(sum, counts) : sum), noCounts),
    ...(failure && { failure }),
  };
}

function settle(state: HistoryState, { end, bytes = 0, counts, words }: HistoryBlob, container: string): HistoryState {
  const isDone = end !== 'passed' && end !== 'later';
  const sum = {
    ...state,
    blobsDone: state.blobsDone + (isDone ? 1 : 0),
    bytesDone: state.bytesDone + bytes,
    records: state.records + (counts?.examined ?? 0),
    gone: state.gone + (end === 'gone' ? 1 : 0),
  };
  if (end !== 'unreadable') return sum;
  const unreadable = { ...state.unreadable, [container]: (state.unreadable[container] ?? 0) + 1 };
  return { ...sum, unreadable, unreadableWords: words ?? '' };
}

/** The next container of the day, else the first of the next day. */
function nextPlace(state: HistoryState): HistoryState | undefined {
  const { unreadIn, container = '', day } = state;
  const next = unreadIn[unreadIn.indexOf(container) + 1];
  const place = { from: '', done: [] };
  if (next !== undefined) return { ...state, ...place, container: next };
  const days = daysOf(state);
  const following = days[days.indexOf(day) + 1];
  return following === undefined ? undefined : { ...state, ...place, container: unreadIn[0], day: following };
}
