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

/** Done, with nothing to say about it. */
export interface EmptyReply {
  readonly kind: 'empty';
  readonly status: 204;
  readonly headers?: ReplyFacts['headers'];
}

export type Reply = JsonReply | StreamReply | EmptyReply | Problem;

/** An answer in JSON. The value may hold bigints and `rawJson` texts. */
export function json(value: unknown, facts: ReplyFacts = {}): JsonReply {
  return { kind: 'json', value, ...facts };
}

/** An answer without a body: what was asked for is done. */
export function noContent(): EmptyReply {
  return { kind: 'empty', status: 204 };
}

/** An answer whose body flows while it is made, such as CSV. */
export function streamed(facts: Omit<StreamReply, 'kind'>): StreamReply {
  return { kind: 'stream', ...facts };
}
