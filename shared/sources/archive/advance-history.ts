/** Takes a history run one slice further: first the archive is listed, then what was never read is read. */

import { retentionOf } from '../../retention/retention-of.ts';
import type { Advance } from '../../runs/advance.ts';
import { noCounts, type Slice, type SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import type { SourceFailure } from '../../source-failure.ts';
import { startOfDay } from '../../storage/keys.ts';
import { SourceUnavailable } from '../source-unavailable.ts';
import { addCounts } from './add-counts.ts';
import { type BlobAccount, blobAccount } from './blob-account.ts';
import { containerPrefix } from './blob-path.ts';
import { progressOf, sumOf } from './history-progress.ts';
import { type HistoryState, historyStateOf } from './history-state.ts';
import { isOver } from './is-over.ts';
import { daysOf, readSomeHistory } from './read-history.ts';
import { surveyPage } from './survey-archive.ts';
import { markSurveyed } from './survey-marks.ts';

const minuteMs = 60_000;
/** An account that cannot be asked is asked again after 1, 2, 4 … minutes, and at least each hour. */
const longestWaitMinutes = 60;

export const advanceHistory: Advance = async (services, next, limits) => {
  const archive = await services.archive();
  if (!archive) return { next: undefined, reason: { class: 'note', words: 'No archive account is set any more.' } };
  const account = blobAccount(archive);
  const state = historyStateOf(next, services.clock());
  return state.phase === 'read' ? read(services, account, state, limits) : survey(services, account, state, limits);
};

/** Ends at the latest when all is listed: how much it is, is told before the first blob is read. */
async function survey(
  services: Services,
  account: BlobAccount,
  start: HistoryState,
  limits: SliceLimits,
): Promise<Slice> {
  let state = start;
  try {
    const containers = await account.containers(containerPrefix);
    do {
      const after = await surveyPage(services, account, containers, state);
      if (after === 'listed') return afterListing(services, state);
      state = after;
    } while (!isOver(services, limits));
  } catch (error) {
    if (error instanceof SourceUnavailable) return waiting(services, state, error.failure);
    throw error;
  }
  return goingOn(services, start, state);
}

async function afterListing(services: Services, listed: HistoryState): Promise<Slice> {
  const order = services.settings.ARCHIVE_HISTORY_ORDER;
  const days = daysOf({ days: listed.days, order });
  const { nothingBefore } = await retentionOf(services);
  const state: HistoryState = {
    ...listed,
    phase: 'read',
    ...{ order, day: days[0] ?? '', container: listed.unreadIn[0], from: '', done: [] },
    daysBeyondRetention: days.filter((day) => startOfDay(day) + 86_400_000 <= nothingBefore).length,
  };
  const progress = progressOf(services, state);
  return state.blobs === 0 ? { next: undefined, progress } : { next: state, progress };
}

async function read(
  services: Services,
  account: BlobAccount,
  start: HistoryState,
  limits: SliceLimits,
): Promise<Slice> {
  const began = services.clock().getTime();
  let state = start;
  let counts = noCounts;
  const timed = () => ({ ...state, readMs: start.readMs + services.clock().getTime() - began });
  do {
    const step = await readSomeHistory(services, account, state, limits);
    counts = addCounts(counts, step.counts);
    if (step.state === 'read') return { ...(await ended(services, timed())), counts };
    state = step.state;
    if (step.failure) return { ...waiting(services, timed(), step.failure), counts };
  } while (!isOver(services, limits));
  return { ...goingOn(services, start, timed()), counts };
}

/** What the account did not hand out is remembered, so that no tick asks for it again before the night. */
async function ended(services: Services, state: HistoryState): Promise<Slice> {
  const at = services.clock().toISOString();
  for (const [container, unreadable] of Object.entries(state.unreadable)) {
    await markSurveyed(services.store, container, { at, unreadable });
  }
  const unreadable = sumOf(state.unreadable);
  // What others read meanwhile was not for this run to read any more.
  const progress = progressOf(services, { ...state, blobsDone: state.blobs, bytesDone: state.bytes });
  const words = `${unreadable} of the blobs could not be read; the next night tries again. ${state.unreadableWords}`;
  return {
    next: undefined,
    progress,
    reason: { class: 'note', words: unreadable === 0 ? String(progress['words']) : words },
  };
}

function goingOn(services: Services, start: HistoryState, state: HistoryState): Slice {
  const next = { ...state, failures: 0 };
  const slice = { next, progress: progressOf(services, next) };
  if (start.failures === 0) return slice;
  return { ...slice, reason: { class: 'note', words: 'The archive account answers again.' } };
}

function waiting(services: Services, state: HistoryState, failure: SourceFailure): Slice {
  const minutes = Math.min(2 ** state.failures, longestWaitMinutes);
  const next = { ...state, failures: state.failures + 1 };
  return {
    next,
    progress: progressOf(services, next),
    reason: failure,
    waitUntil: services.clock().getTime() + minutes * minuteMs,
  };
}
