/** Reads what one blob gained: from its checkpoint, in ranges, each durable before the next is asked for. */
import type { RunCounts, SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import type { SourceFailure } from '../../source-failure.ts';
import { SourceUnavailable } from '../source-unavailable.ts';
import type { BlobAccount } from './blob-account.ts';
import type { BlobFacts } from './blob-facts.ts';
import { formOf } from './blob-form.ts';
import { markOf } from './blob-lines.ts';
import type { StoredCheckpoint } from './checkpoints.ts';
import { readLines } from './read-lines.ts';
import { readGzip, readValue } from './read-whole.ts';
import { type BlobEnd, openReading, type Reading } from './reading.ts';

/** What became of one reading. */
export interface BlobRead {
  /**
   * - `complete`: all that it holds is durable. `held`: all but a last line without its end.
   * - `more`: the time was over (or the blob changed again and again); go on with `checkpoint`.
   * - `lost`: somebody else read it at the same time and was first. `gone`: it is not there any more.
   * - `failed`: the account could not be asked; `failure` says why. What was read until then is durable.
   */
  readonly state: 'complete' | 'held' | 'more' | 'lost' | 'gone' | 'failed';
  readonly failure?: SourceFailure;
  /** Bytes that were downloaded. */
  readonly bytes: number;
  readonly counts: RunCounts;
  /** As it is stored now; absent where none was written or known. */
  readonly checkpoint?: StoredCheckpoint;
  /** The blob was another than the checkpoint knew, and was read from its beginning. */
  readonly rewritten: boolean;
  /** Sentences for people, such as that it was rewritten. */
  readonly notes: readonly string[];
}

/** What is asked for, held and made durable at once. */
const defaultRangeBytes = 1024 * 1024;
/** How often in a row a blob may change under a reading that gets nowhere; the next tick finds it again. */
const mostChanges = 5;

/**
 * Reads a blob from its checkpoint (`known`; undefined: from its beginning) to its end, or until `limits` end it between two
 * ranges. Throws StorageUnavailable when our own store does not take it; the checkpoint never says more than what is durable.
 */
export async function readBlob(
  services: Services,
  account: BlobAccount,
  blob: BlobFacts,
  known: StoredCheckpoint | undefined,
  limits: SliceLimits,
  { rangeBytes = defaultRangeBytes }: { readonly rangeBytes?: number } = {},
): Promise<BlobRead> {
  const reading = openReading(services, account, blob, known, limits);
  try {
    return resultOf(reading, { state: await readOn(reading, rangeBytes) });
  } catch (error) {
    if (error instanceof SourceUnavailable) return resultOf(reading, { state: 'failed', failure: error.failure });
    throw error;
  }
}

function resultOf(reading: Reading, end: Pick<BlobRead, 'state' | 'failure'>): BlobRead {
  const { bytes, counts, stored, rewritten, firstRejected, blob } = reading;
  const place = `${blob.container}/${blob.name}`;
  const notes = [
    ...(rewritten ? [`${place} was rewritten since it was read; it is read again from its beginning.`] : []),
    ...(counts.rejected > 0
      ? [`${place}${firstRejected ?? ''}: ${counts.rejected} could not be read; the text is kept.`]
      : []),
  ];
  return { ...end, bytes, counts, ...(stored ? { checkpoint: stored } : {}), rewritten, notes };
}

/** A blob that grows changes its tag at each time: it is asked about again, and then compared with what is known of it. */
async function readOn(reading: Reading, rangeBytes: number): Promise<BlobRead['state']> {
  let { offset } = reading.checkpoint;
  for (let changes = 0; changes < mostChanges; ) {
    const end = await readAsKnown(reading, rangeBytes);
    if (end !== 'changed') return end;
    if (!(await reading.refresh())) return 'gone';
    changes = reading.checkpoint.offset === offset ? changes + 1 : 0;
    offset = reading.checkpoint.offset;
  }
  return 'more';
}

async function readAsKnown(reading: Reading, rangeBytes: number): Promise<BlobEnd> {
  const { blob, checkpoint } = reading;
  if (reading.isOver()) return 'more';
  const isSame = checkpoint.etag === blob.etag;
  if (isSame && reading.stored?.etag === blob.etag) {
    if (checkpoint.left === 0) return 'complete';
    if (checkpoint.held && !reading.hasSettled()) return 'held';
  }
  if (!isSame && checkpoint.form === 'whole') {
    if (!reading.isFresh) return 'changed';
    reading.startOver(checkpoint.created !== blob.created);
  } else if (!isSame && checkpoint.offset > 0) {
    const pending = await verified(reading, rangeBytes);
    if (typeof pending === 'string') return pending;
    if (pending) return readLines(reading, pending, rangeBytes);
    reading.startOver(true);
  }
  if (reading.checkpoint.offset > 0) return readLines(reading, Buffer.alloc(0), rangeBytes);
  return readFromStart(reading, rangeBytes);
}

/**
 * What follows the checkpoint, in one request with the line before it, by which a blob that grew is known; undefined: it is
 * another blob. A listing may be older than the checkpoint, so it is not believed when it says so.
 */
async function verified(reading: Reading, rangeBytes: number): Promise<Buffer | undefined | 'changed' | 'gone'> {
  const { blob, checkpoint, isFresh } = reading;
  const { offset, lastLine, lastLineBytes } = checkpoint;
  // Only appending leaves in place what was there.
  const grew = blob.length > offset || (blob.length === offset && blob.type === 'append');
  if (blob.created !== checkpoint.created || !grew) return isFresh ? undefined : 'changed';
  const start = offset - lastLineBytes;
  const range = await reading.range(start, Math.min(lastLineBytes + rangeBytes, blob.length - start));
  if (typeof range === 'string') return range;
  return markOf(range.subarray(0, lastLineBytes)) === lastLine ? range.subarray(lastLineBytes) : undefined;
}

async function readFromStart(reading: Reading, rangeBytes: number): Promise<BlobEnd> {
  const { length } = reading.blob;
  if (length === 0) return readLines(reading, Buffer.alloc(0), rangeBytes);
  const first = await reading.range(0, Math.min(rangeBytes, length));
  if (typeof first === 'string') return first;
  const read = { lines: readLines, value: readValue, gzip: readGzip }[formOf(first)];
  return read(reading, first, rangeBytes);
}
