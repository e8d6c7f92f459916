/** Bodies for the decoder: bytes in chunks of any size, and what is decoded of them. */
import { decode } from '../../shared/ingest/decode.ts';
import type { Candidate } from '../../shared/ingest/unfold.ts';

const mib = 1024 * 1024;

/** The bytes in chunks that end at the given places. */
export async function* chunksOf(body: string | Uint8Array, cuts: readonly number[] = []): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(body as string);
  const places = [...cuts].map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b);
  let start = 0;
  for (const end of [...places, bytes.length]) {
    yield bytes.subarray(start, end);
    start = end;
  }
}

/** Everything decoded of a body. */
export async function candidatesOf(body: string | Uint8Array, cuts: readonly number[] = []): Promise<Candidate[]> {
  return Array.fromAsync(decode(chunksOf(body, cuts), mib));
}

/** Of each candidate its place and value, or its place alone where it has a fault. */
export function placesOf(candidates: readonly Candidate[]): (readonly [string, unknown?])[] {
  return candidates.map((one) => (one.fault === undefined ? [one.place, one.value] : [one.place]));
}
