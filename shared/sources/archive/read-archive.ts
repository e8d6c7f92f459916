/** A tick of `read-archive`: finds the fresh blobs that grew, reads what they gained, newest hour first. */
import { noteLooked } from '../../arrivals/looked.ts';
import { noCounts, type Report, type RunCounts, type SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import type { SourceFailure } from '../../source-failure.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import { SourceUnavailable } from '../source-unavailable.ts';
import { addCounts } from './add-counts.ts';
import { type BlobAccount, blobAccount } from './blob-account.ts';
import { containerPrefix, placeOf } from './blob-path.ts';
import { findFresh, type UnreadBlob } from './find-fresh.ts';
import { isOver } from './is-over.ts';
import { openHistory } from './open-history.ts';
import { type BlobRead, readBlob } from './read-blob.ts';

/** Blobs that are read at once; each holds a range in memory. */
const width = 4;
const mostNotes = 5;

const words = {
  notConfigured:
    'No archive account is set: ARCHIVE_STORAGE names the one to which a diagnostic setting archives, unless it is the app’s own.',
  nothing: `The archive account has no container ${containerPrefix}…: no diagnostic setting archives to it yet.`,
};

/** What a tick did, while it does it. */
interface Tick {
  readonly numbers: Record<'containers' | 'blobs' | 'passedOver' | 'checkpointsRemoved' | 'unread' | 'read', number>;
  counts: RunCounts;
  readonly notes: string[];
  failure: SourceFailure | undefined;
}

/**
 * One tick. An account that cannot be asked is a failure of the report and noted for the status; what was read until then
 * stays. Blobs that are not fresh and were not read are left to a history run, which it opens.
 * Throws StorageUnavailable when our own store does not answer.
 */
export async function readArchive(services: Services, limits: SliceLimits): Promise<Report> {
  const account = await services.archive();
  if (!account) return { reason: { class: 'note', words: words.notConfigured } };
  const tick: Tick = {
    numbers: { containers: 0, blobs: 0, passedOver: 0, checkpointsRemoved: 0, unread: 0, read: 0 },
    counts: noCounts,
    notes: [],
    failure: undefined,
  };
  await look(services, blobAccount(account), limits, tick).catch((error: unknown) => {
    if (!(error instanceof SourceUnavailable)) throw error;
    tick.failure ??= error.failure;
  });
  const { numbers, counts, notes, failure } = tick;
  const nothing: SourceFailure = { class: 'nothing', words: words.nothing };
  const ended = failure ?? (numbers.containers === 0 ? nothing : undefined);
  await noteLooked(services, { source: 'archive' }, services.clock(), ended);
  const note = notes.length > 0 ? { class: 'note' as const, words: notes.slice(0, mostNotes).join(' ') } : undefined;
  const reason = ended ?? note;
  return { counts, progress: numbers, ...(reason && { reason }), ...(failure && { failed: true }) };
}

async function look(services: Services, account: BlobAccount, limits: SliceLimits, tick: Tick): Promise<void> {
  const { numbers } = tick;
  const unread: UnreadBlob[] = [];
  let older = false;
  for (const container of await account.containers(containerPrefix)) {
    if (isOver(services, limits)) break;
    const found = await findFresh(services, account, container, limits);
    numbers.containers += 1;
    numbers.blobs += found.listed;
    numbers.passedOver += found.passedOver;
    numbers.checkpointsRemoved += found.removed;
    unread.push(...found.unread);
    older ||= found.older;
  }
  numbers.unread = unread.length;
  if (older && (await openHistory(services, 'timer')) === 'opened') {
    tick.notes.push('Blobs of former days were not read yet: a run archive-history reads them.');
  }
  const newestFirst = unread.toSorted((a, b) => hourOf(b) - hourOf(a));
  await runBounded(
    width,
    newestFirst.map(({ blob, known }) => async () => {
      if (tick.failure?.class === 'throttled' || tick.failure?.class === 'unreachable') return;
      if (isOver(services, limits)) return;
      settle(tick, await readBlob(services, account, blob, known, limits));
    }),
  );
}

function settle(tick: Tick, read: BlobRead): void {
  tick.counts = addCounts(tick.counts, read.counts);
  tick.notes.push(...read.notes);
  if (read.state === 'failed') tick.failure ??= read.failure;
  else if (read.state !== 'more') tick.numbers.read += 1;
}

function hourOf({ blob }: UnreadBlob): number {
  return placeOf(blob.container, blob.name).hour ?? blob.modified;
}
