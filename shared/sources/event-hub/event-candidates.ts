/** Events of a hub → candidates: each body in any of the shapes that a delivery may have, none spoiling its neighbours. */
import { decode, UnreadableBody } from '../../ingest/decode.ts';
import type { Candidate } from '../../ingest/unfold.ts';
import { eventOrigins, type TriggerMetadata } from './event-origins.ts';
import { eventText } from './event-text.ts';

/**
 * Candidates of `messages`, which the host hands over as an array, or as one event. Places begin with the index of the
 * event: `[4].records[0]`. A body that cannot be read is one candidate with a fault.
 */
export async function* eventCandidates(
  messages: unknown,
  metadata: TriggerMetadata | undefined,
  maxBytes: number,
): AsyncGenerator<Candidate> {
  const originOf = eventOrigins(metadata);
  for (const [index, body] of eventsIn(messages).entries()) {
    const event = `[${index}]`;
    const origin = originOf(index);
    for await (const candidate of candidatesIn(body, maxBytes)) {
      const dot = candidate.place === '' || candidate.place.startsWith('[') ? '' : '.';
      yield { ...candidate, place: `${event}${dot}${candidate.place}`, ...(origin === undefined ? {} : { origin }) };
    }
  }
}

/** The bodies of an invocation. */
export function eventsIn(messages: unknown): readonly unknown[] {
  return Array.isArray(messages) ? messages : [messages];
}

async function* candidatesIn(body: unknown, maxBytes: number): AsyncGenerator<Candidate> {
  const read = await eventText(body, maxBytes);
  if ('fault' in read) {
    yield { place: '', ...read };
    return;
  }
  try {
    yield* decode(chunksOf(read.bytes), maxBytes);
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error;
    const letters = error.reason === 'not-utf8' ? 'latin1' : 'utf8';
    yield { place: '', text: Buffer.from(read.bytes).toString(letters), fault: error.message };
  }
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
