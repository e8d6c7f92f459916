/** Lists an archive page by page, and leaves a checkpoint for every blob that was not read. */
import type { Services } from '../../services.ts';
import { startOfDay } from '../../storage/keys.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import type { BlobAccount } from './blob-account.ts';
import type { BlobFacts } from './blob-facts.ts';
import { isForeign, isFresh, placeOf } from './blob-path.ts';
import { notSeenSince } from './checkpoint-pages.ts';
import { dayOfBlob, readCheckpoint, readCheckpoints, type StoredCheckpoint, unreadCheckpoint } from './checkpoints.ts';
import { daySet } from './day-set.ts';
import type { HistoryState } from './history-state.ts';
import { isUnread } from './is-unread.ts';
import { removeGone } from './remove-gone.ts';
import { type Saving, saveCheckpoints } from './save-checkpoints.ts';
import { markSurveyed } from './survey-marks.ts';

/** A checkpoint is written again when it was not for so long; one that is older after a listing is of a blob that is gone. */
const seenMs = 7 * 86_400_000;
const pageSize = 1000;
/** Days that are looked after at once. */
const width = 8;
/** For so few blobs of a day, their checkpoints are asked for one by one. */
const few = 3;

/**
 * One page further. `listed`: nothing is left to list. A page that is listed twice, because a run was interrupted, changes
 * nothing. Blobs that are fresh by their path are the tick's. Throws SourceUnavailable and StorageUnavailable.
 */
export async function surveyPage(
  services: Services,
  account: BlobAccount,
  containers: readonly string[],
  state: HistoryState,
  { limit = pageSize }: { readonly limit?: number } = {},
): Promise<HistoryState | 'listed'> {
  if (state.phase === 'tidy' && state.container !== undefined)
    return tidyPage(services, account, state, state.container);
  const container = state.continuation === undefined ? after(containers, state.container) : state.container;
  if (container === undefined) return 'listed';
  const page = await account.blobs(container, {
    limit,
    ...(state.continuation === undefined ? {} : { continuation: state.continuation }),
  });
  const own = page.blobs.filter(({ name }) => !isForeign(name));
  const now = services.clock().getTime();
  const settled = own.filter((blob) => {
    const place = placeOf(container, blob.name);
    return place.hour === undefined || !isFresh(place, blob.modified, now);
  });
  const days = daySet(state.days);
  let { blobs, bytes } = state;
  const byDay = Map.groupBy(settled, dayOfBlob);
  await runBounded(
    width,
    [...byDay].map(([day, group]) => async () => {
      const unread = await surveyDay(services, container, day, group, state.started);
      if (unread.blobs > 0) days.add(startOfDay(day));
      blobs += unread.blobs;
      bytes += unread.bytes;
    }),
  );
  const { continuation: _, ...rest } = state;
  const found = blobs > state.blobs && !state.unreadIn.includes(container);
  return {
    ...rest,
    phase: page.continuation === undefined ? 'tidy' : 'list',
    container,
    ...(page.continuation === undefined ? {} : { continuation: page.continuation }),
    listed: state.listed + page.blobs.length,
    passedOver: state.passedOver + page.blobs.length - own.length,
    ...{ blobs, bytes, days: days.toText() },
    unreadIn: found ? [...state.unreadIn, container] : state.unreadIn,
  };
}

/** Containers come in the order of their names, so that one that is new or gone meanwhile moves nothing. */
function after(containers: readonly string[], last: string | undefined): string | undefined {
  return containers.find((container) => last === undefined || container > last);
}

/** The checkpoints of the page's blobs of one day; what there is to read of them. */
async function surveyDay(
  services: Services,
  container: string,
  day: string,
  group: readonly BlobFacts[],
  started: number,
): Promise<{ readonly blobs: number; readonly bytes: number }> {
  const now = services.clock();
  const known = await checkpointsOf(services, container, day, group);
  const savings: Saving[] = [];
  let blobs = 0;
  let bytes = 0;
  for (const blob of group) {
    const before = known.get(blob.name);
    if (isUnread(services, blob, before)) {
      const checkpoint = before
        ? { ...before, left: leftOf(blob, before), held: false, seen: now.toISOString() }
        : unreadCheckpoint(blob, now);
      const isNoted = before !== undefined && before.etag === blob.etag && !before.held;
      if (!isNoted) savings.push({ checkpoint, tag: before?.tag });
      blobs += 1;
      bytes += isNoted ? before.left : checkpoint.left;
    } else if (before && Date.parse(before.seen) < started - seenMs) {
      savings.push({ checkpoint: { ...before, seen: now.toISOString() }, tag: before.tag });
    }
  }
  await saveCheckpoints(services.store, savings);
  return { blobs, bytes };
}

/** At least one byte, by which a reader finds the blob; how much it really is, the reader learns. */
function leftOf(blob: BlobFacts, { offset }: StoredCheckpoint): number {
  return Math.max(1, blob.length >= offset ? blob.length - offset : blob.length);
}

async function checkpointsOf(
  { store }: Services,
  container: string,
  day: string,
  group: readonly BlobFacts[],
): Promise<ReadonlyMap<string, StoredCheckpoint>> {
  if (group.length > few) return readCheckpoints(store, container, { from: day, until: `${day}~` });
  const known = await Promise.all(group.map((blob) => readCheckpoint(store, blob)));
  return new Map(known.filter((one) => one !== undefined).map((one) => [one.name, one]));
}

/** One page of the container's checkpoints that the listing did not show; at the end the container is done. */
async function tidyPage(
  services: Services,
  account: BlobAccount,
  state: HistoryState,
  container: string,
): Promise<HistoryState> {
  const { continuation, ...rest } = state;
  const page = await notSeenSince(services.store, container, new Date(state.started - seenMs), continuation);
  const removed = await removeGone(
    services,
    account,
    page.rows.map(({ checkpoint }) => checkpoint),
  );
  const next = { ...rest, checkpointsRemoved: state.checkpointsRemoved + removed };
  if (page.continuation !== undefined) return { ...next, continuation: page.continuation };
  await markSurveyed(services.store, container, { at: services.clock().toISOString(), unreadable: 0 });
  return { ...next, phase: 'list' };
}
