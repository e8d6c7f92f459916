/** The candidates of a delivery as events: without what people wrote, and without the validation of a subscription. */
import { UnreadableBody } from '../ingest/decode.ts';
import { eventTypeOf } from '../ingest/event-type.ts';
import { isFields } from '../ingest/fields.ts';
import { envelopeOnly, withoutMessageText } from '../ingest/message-text.ts';
import type { Candidate } from '../ingest/unfold.ts';
import { validationCodeOf } from './validation.ts';

export interface Events {
  readonly candidates: AsyncIterable<Candidate>;
  /** The code of the validation that the delivery held; known when all candidates are taken. */
  readonly validationCode: () => string | undefined;
}

/** Of a body that is something else entirely; the rest of one that begins with so much of it is kept as it comes. */
const mostBefore = 1000;

/**
 * The candidates end with {@link UnreadableBody} when none of them is an event. Unless `keepMessageText`, what people wrote
 * is in none of them any more.
 */
export function readEvents(candidates: AsyncIterable<Candidate>, keepMessageText: boolean): Events {
  let code: string | undefined;
  async function* events(): AsyncGenerator<Candidate> {
    /** What came before the first event; undefined since then. */
    let before: Candidate[] | undefined = [];
    for await (const candidate of candidates) {
      const validation = candidate.fault === undefined ? validationCodeOf(candidate.value) : undefined;
      const one = keepMessageText ? candidate : silent(candidate);
      if (validation !== undefined) code = validation;
      if (before) {
        if (validation === undefined) before.push(one);
        if (validation === undefined && !isEvent(candidate) && before.length < mostBefore) continue;
        yield* before;
        before = undefined;
      } else if (validation === undefined) yield one;
    }
    if (before) throw new UnreadableBody('no-event', 'the body holds no event');
  }
  return { candidates: events(), validationCode: () => code };
}

function isEvent(candidate: Candidate): boolean {
  return candidate.fault === undefined && isFields(candidate.value) && eventTypeOf(candidate.value) !== undefined;
}

/** The candidate without message texts. What the parser says of a malformed text may repeat it. */
function silent(candidate: Candidate): Candidate {
  if (candidate.fault !== undefined) {
    return { ...candidate, text: envelopeOnly(candidate.text), fault: 'the text is malformed' };
  }
  const text = withoutMessageText(candidate.text, candidate.value);
  return text === candidate.text ? candidate : { ...candidate, text, value: JSON.parse(text) };
}
