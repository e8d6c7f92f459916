/** Reads blobs that are no JSON Lines, from their beginning each time: one JSON value over many lines, and gzip. */
import { isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { decode, UnreadableBody } from '../../ingest/decode.ts';
import { type Candidate, unfold } from '../../ingest/unfold.ts';
import { formOf } from './blob-form.ts';
import { readLines } from './read-lines.ts';
import type { BlobEnd, Reading } from './reading.ts';

/** What a JavaScript string holds, in round numbers. */
const mostValueBytes = 500 * 1024 * 1024;
/** What is made durable at once. */
const batchCandidates = 2000;
const batchChars = 8 * 1024 * 1024;

/** One JSON value over the whole blob. What is none, also when it has settled, is read as lines. `first`: its first bytes. */
export async function readValue(reading: Reading, first: Buffer, rangeBytes: number): Promise<BlobEnd> {
  if (reading.blob.length > mostValueBytes) return readLines(reading, first, rangeBytes);
  try {
    const bytes = Buffer.concat(await Array.fromAsync(bytesOf(reading, first, rangeBytes)));
    // The first range may not have shown enough of the lines.
    if (formOf(bytes) === 'lines') return readLines(reading, bytes, rangeBytes);
    const candidates = valueIn(bytes);
    if (candidates) return await takeAll(reading, candidates);
    if (reading.hasSettled()) return readLines(reading, bytes, rangeBytes);
    return (await reading.save({ form: 'whole', held: true })) === 'lost' ? 'lost' : 'held';
  } catch (error) {
    if (error instanceof BlobMoved) return error.end;
    throw error;
  }
}

/** A packed blob: JSON Lines with flat memory, any other shape once it is unpacked. */
export async function readGzip(reading: Reading, first: Buffer, rangeBytes: number): Promise<BlobEnd> {
  return takeAll(reading, decode(unpacked(bytesOf(reading, first, rangeBytes)), Number.POSITIVE_INFINITY));
}

/** The blob changed, or went, under a stream of its bytes. */
class BlobMoved extends Error {
  override name = 'BlobMoved';
  readonly end: 'changed' | 'gone';
  constructor(end: 'changed' | 'gone') {
    super(`The blob is ${end}.`);
    this.end = end;
  }
}

async function* bytesOf(reading: Reading, first: Buffer, rangeBytes: number): AsyncGenerator<Buffer> {
  yield first;
  const { length } = reading.blob;
  for (let position = first.length; position < length; position += rangeBytes) {
    const range = await reading.range(position, Math.min(rangeBytes, length - position));
    if (typeof range === 'string') throw new BlobMoved(range);
    yield range;
  }
}

async function* unpacked(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unzip = createGunzip();
  // A failure, of either, reaches who reads `unzip`.
  pipeline(Readable.from(packed), unzip, () => {});
  try {
    for await (const chunk of unzip) yield chunk as Buffer;
  } catch (error) {
    if (!/^(Z_|ERR_TRAILING_JUNK)/.test((error as { code?: string }).code ?? '')) throw error;
    throw new UnreadableBody('not-gzip', 'the gzip stream is damaged or cut off', { cause: error });
  }
}

/** The candidates of one JSON value; undefined when the bytes are none, or not yet. */
function valueIn(bytes: Buffer): Iterable<Candidate> | undefined {
  if (!isUtf8(bytes)) return undefined;
  const candidates = unfold(bytes.toString('utf8'));
  const first = candidates.next();
  if (first.done) return [];
  const { fault, place } = first.value;
  if (fault !== undefined && (place === '' || place === 'records')) return undefined;
  return (function* () {
    yield first.value;
    yield* candidates;
  })();
}

/** Makes candidates durable, batch by batch, but for those that were in an earlier reading of the same blob. */
async function takeAll(reading: Reading, candidates: AsyncIterable<Candidate> | Iterable<Candidate>): Promise<BlobEnd> {
  const { container, name, length } = reading.blob;
  const { taken } = reading.checkpoint;
  let index = 0;
  let chars = 0;
  let batch: Candidate[] = [];
  const flush = async (held: boolean, offset: number) => {
    const expired = await reading.take(batch);
    batch = [];
    chars = 0;
    return reading.save({ form: 'whole', taken: index, lines: index, held, offset }, expired);
  };
  try {
    for await (const candidate of candidates) {
      index += 1;
      if (index <= taken) continue;
      batch.push({ ...candidate, place: `${container}/${name}@${candidate.place}` });
      chars += candidate.text.length;
      if (batch.length < batchCandidates && chars < batchChars) continue;
      if ((await flush(false, 0)) === 'lost') return 'lost';
      if (reading.isOver()) return 'more';
    }
  } catch (error) {
    if (error instanceof BlobMoved) return error.end;
    if (!(error instanceof UnreadableBody)) throw error;
    if (!reading.hasSettled()) return (await flush(true, 0)) === 'lost' ? 'lost' : 'held';
    if (error.reason !== 'empty') batch.push({ place: `${container}/${name}@0`, text: '', fault: error.message });
  }
  return (await flush(false, length)) === 'lost' ? 'lost' : 'complete';
}
