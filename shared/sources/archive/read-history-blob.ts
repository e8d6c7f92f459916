/** Reads one blob of the history, and tells a blob that cannot be had from an account that cannot be asked. */
import type { RunCounts, SliceLimits } from '../../runs/run.ts';
import { noCounts } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import type { SourceFailure } from '../../source-failure.ts';
import { SourceUnavailable } from '../source-unavailable.ts';
import { addCounts } from './add-counts.ts';
import type { BlobAccount } from './blob-account.ts';
import type { BlobFacts } from './blob-facts.ts';
import { readCheckpoint, removeCheckpoint, type StoredCheckpoint } from './checkpoints.ts';
import { isUnread } from './is-unread.ts';
import { readBlob } from './read-blob.ts';

/** How often somebody else may be first before the blob is left to them. */
const attempts = 3;

export interface HistoryBlob {
  /**
   * `done`: read, or left to who reads it too. `gone`: not there any more. `unreadable`: the account answers and does not
   * hand it out; `words` says why. `later`: the time was over, or the account cannot be asked. `passed`: nothing to do.
   */
  readonly end: 'done' | 'gone' | 'unreadable' | 'later' | 'passed';
  /** How many of the bytes that were to be read are dealt with. */
  readonly bytes?: number;
  readonly counts?: RunCounts;
  readonly failure?: SourceFailure;
  readonly words?: string;
}

/** Throws StorageUnavailable. */
export async function readHistoryBlob(
  services: Services,
  account: BlobAccount,
  checkpoint: StoredCheckpoint,
  limits: SliceLimits,
): Promise<HistoryBlob> {
  let known = checkpoint;
  let counts = noCounts;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const blob = await blobOf(account, known);
    if ('failure' in blob) return { end: 'later', counts, failure: blob.failure };
    const read = blob.facts && (await readBlob(services, account, blob.facts, known, limits));
    counts = addCounts(counts, read?.counts ?? noCounts);
    if (read === undefined || read.state === 'gone') {
      await removeCheckpoint(services.store, read?.checkpoint ?? known);
      return { end: 'gone', bytes: checkpoint.left, counts };
    }
    const left = read.checkpoint?.left ?? known.left;
    const bytes = Math.max(0, checkpoint.left - left);
    if (read.state === 'complete' || read.state === 'held') return { end: 'done', bytes: checkpoint.left, counts };
    if (read.state === 'more') return { end: 'later', bytes, counts };
    if (read.state === 'failed') return failed(account, known, read.failure, { bytes, counts }, checkpoint.left);
    const theirs = await readCheckpoint(services.store, known);
    if (!theirs || !isUnread(services, theirs, theirs)) break;
    known = theirs;
  }
  return { end: 'done', bytes: checkpoint.left, counts };
}

/** The checkpoint of a blob of which nothing was read has the facts of the listing; others have those of the last reading. */
async function blobOf(account: BlobAccount, known: StoredCheckpoint) {
  if (known.offset === 0 && known.taken === 0) return { facts: factsOf(known) };
  try {
    return { facts: await account.facts(known.container, known.name) };
  } catch (error) {
    if (error instanceof SourceUnavailable) return { failure: error.failure };
    throw error;
  }
}

function factsOf({ container, name, length, etag, created, modified, type }: StoredCheckpoint): BlobFacts {
  return { container, name, length, etag, created, modified, type };
}

async function failed(
  account: BlobAccount,
  known: StoredCheckpoint,
  failure: SourceFailure | undefined,
  sofar: { readonly bytes: number; readonly counts: RunCounts },
  left: number,
): Promise<HistoryBlob> {
  const isOfBlob = failure?.class === 'refused' || failure?.class === 'malformed';
  if (isOfBlob && (await answersFor(account, known))) {
    const counts = addCounts(sofar.counts, { ...noCounts, failed: 1 });
    return { end: 'unreadable', bytes: left, counts, words: failure.words };
  }
  return { end: 'later', ...sofar, ...(failure && { failure }) };
}

async function answersFor(account: BlobAccount, { container, name }: StoredCheckpoint): Promise<boolean> {
  try {
    await account.facts(container, name);
    return true;
  } catch (error) {
    if (error instanceof SourceUnavailable) return false;
    throw error;
  }
}
