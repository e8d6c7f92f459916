/** Loads the sample into an empty store, by the road that every other delivery takes. */
import { sampleRecords } from './sample-records.ts';

/** Takes JSON Lines in UTF-8, as `POST /api/ingest` does. */
export type IngestLines<Answer> = (lines: AsyncIterable<Uint8Array>) => Promise<Answer>;

const pieceRecords = 200;

/**
 * Delivers the sample as of `now` and gives what `ingest` answers. The records differ with `now`, so loading it again
 * another day adds to what is there: load it only when the store is empty.
 */
export function loadSample<Answer>(ingest: IngestLines<Answer>, now: Date = new Date()): Promise<Answer> {
  return ingest(sampleLines(now));
}

/** The sample as JSON Lines, in pieces of whole lines. */
export async function* sampleLines(now: Date): AsyncGenerator<Uint8Array> {
  const records = sampleRecords(now);
  for (let start = 0; start < records.length; start += pieceRecords) {
    const lines = records.slice(start, start + pieceRecords).map(({ record }) => `${JSON.stringify(record)}\n`);
    yield Buffer.from(lines.join(''));
  }
}
