/** The one place where a reply becomes an HTTP answer. */
import type { HttpResponseInit } from '@azure/functions';
import { endingStream, type StreamEnd } from './ending-stream.ts';
import { jsonText } from './json-text.ts';
import { problemOf } from './problem-of.ts';
import { problemDocument, problemHeaders, problems } from './problems.ts';
import type { Reply } from './reply.ts';

export interface RenderFacts {
  readonly invocationId: string;
  /** Called once, when the whole body was handed over or will not be. */
  readonly onEnd: (end: StreamEnd) => void;
  /** Waits until the reader of the answer can take more; undefined where that cannot be known. */
  readonly reader?: (() => Promise<'ready' | 'gone'>) | undefined;
}

/** What people keep about people is nobody's cache's business. */
const alwaysHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;

/** Throws on a header that HTTP does not take, before the host can: it would leave the client hanging. */
export function responseOf(reply: Reply, facts: RenderFacts): HttpResponseInit {
  const init = initOf(reply, facts);
  new Headers(init.headers as Record<string, string>);
  if (reply.kind !== 'stream') facts.onEnd({ ended: 'complete' });
  return init;
}

function initOf(reply: Reply, { invocationId, onEnd, reader }: RenderFacts): HttpResponseInit {
  switch (reply.kind) {
    case 'problem':
      return {
        status: problems[reply.code].status,
        headers: { ...alwaysHeaders, 'content-type': 'application/problem+json', ...problemHeaders(reply) },
        body: jsonText(problemDocument(reply, invocationId)),
      };
    case 'json':
      return {
        status: reply.status ?? 200,
        headers: { ...alwaysHeaders, 'content-type': 'application/json', ...reply.headers },
        body: jsonText(reply.value),
      };
    case 'empty':
      return { status: reply.status, headers: { ...alwaysHeaders, ...reply.headers } };
    case 'stream':
      return {
        status: reply.status ?? 200,
        headers: { ...alwaysHeaders, 'content-type': reply.contentType, ...reply.headers },
        body: endingStream(reply.body, (error) => reply.lastLine(problemOf(error)), onEnd, reader),
      };
  }
}
