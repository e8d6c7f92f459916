/** What a handler answers with: a value, of which `response.ts` makes HTTP. */
import type { Problem } from './problems.ts';

interface ReplyFacts {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface JsonReply extends ReplyFacts {
  readonly kind: 'json';
  readonly value: unknown;
}

export interface StreamReply extends ReplyFacts {
  readonly kind: 'stream';
  readonly contentType: string;
  /** Pieces of the body in any size. */
  readonly body: AsyncIterable<string | Uint8Array>;
  /** The status is sent before the body: what goes wrong later is said in the last line, which this writes. */
  readonly lastLine: (met: Problem) => string;
}

export type Reply = JsonReply | StreamReply | Problem;

/** An answer in JSON. The value may hold bigints and `rawJson` texts. */
export function json(value: unknown, facts: ReplyFacts = {}): JsonReply {
  return { kind: 'json', value, ...facts };
}

/** An answer whose body flows while it is made, such as CSV. */
export function streamed(facts: Omit<StreamReply, 'kind'>): StreamReply {
  return { kind: 'stream', ...facts };
}
