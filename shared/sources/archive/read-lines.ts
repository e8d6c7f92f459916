/** Reads JSON Lines on from the checkpoint, range by range; what is durable is noted before more is asked for. */
import { lastLineOf, linesIn, newline } from './blob-lines.ts';
import type { BlobEnd, Reading } from './reading.ts';

/** `pending`: bytes from the checkpoint's offset on that are at hand already. */
export async function readLines(reading: Reading, pending: Buffer, rangeBytes: number): Promise<BlobEnd> {
  let held = pending;
  for (;;) {
    const rest = await takeLines(reading, held);
    if (rest === 'lost') return 'lost';
    const { length } = reading.blob;
    const position = reading.checkpoint.offset + rest.length;
    if (position >= length) return endAt(reading, rest);
    if (reading.isOver()) return 'more';
    const range = await reading.range(position, Math.min(rangeBytes, length - position));
    if (typeof range === 'string') return range;
    held = rest.length === 0 ? range : Buffer.concat([rest, range]);
  }
}

/** Takes the complete lines, and of one that is too large its beginning. Answers the bytes that are left over. */
async function takeLines(reading: Reading, bytes: Buffer): Promise<Buffer | 'lost'> {
  const start = reading.checkpoint.skipping ? endOfSkipped(bytes) : 0;
  const end = Math.max(start, bytes.lastIndexOf(newline) + 1);
  const isTooLarge = bytes.length - end > reading.mostLineBytes;
  const until = isTooLarge ? bytes.length : end;
  if (until === 0) return bytes;
  const skipping = isTooLarge || (reading.checkpoint.skipping && bytes.lastIndexOf(newline) === -1);
  const saved = await take(reading, bytes.subarray(0, until), start, skipping);
  return saved === 'lost' ? 'lost' : bytes.subarray(until);
}

/** Where a line ends that was kept as too large already; at the end of the bytes where it goes on. */
function endOfSkipped(bytes: Buffer): number {
  const found = bytes.indexOf(newline);
  return found === -1 ? bytes.length : found + 1;
}

/** Makes the lines of `bytes` from `start` on durable and moves the checkpoint behind them. */
async function take(reading: Reading, bytes: Buffer, start: number, skipping: boolean): Promise<'saved' | 'lost'> {
  const { offset, lines } = reading.checkpoint;
  const { container, name } = reading.blob;
  const placeOf = (at: number) => `${container}/${name}@${offset + start + at}`;
  const { candidates, count } = linesIn(bytes.subarray(start), placeOf, reading.mostLineBytes);
  const expired = await reading.take(candidates);
  const moved = { offset: offset + bytes.length, lines: lines + count(), skipping, form: 'lines' as const };
  return reading.save({ ...moved, ...lastLineOf(bytes) }, expired);
}

/** At the end of the blob: what has no newline yet is held until it cannot grow any more. */
async function endAt(reading: Reading, rest: Buffer): Promise<BlobEnd> {
  if (rest.length > 0 && reading.hasSettled()) {
    return (await take(reading, rest, 0, false)) === 'lost' ? 'lost' : 'complete';
  }
  const { blob, stored } = reading;
  const held = rest.length > 0;
  if (stored?.etag === blob.etag && stored.held === held && stored.length === blob.length) {
    return held ? 'held' : 'complete';
  }
  if ((await reading.save({ held, form: 'lines' })) === 'lost') return 'lost';
  return held ? 'held' : 'complete';
}
