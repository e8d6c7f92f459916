/** The body of a delivery as bytes, decompressed: what a sender may say about it, and what is taken. */
import { createGunzip } from 'node:zlib';
import { UnreadableBody } from '../ingest/decode.ts';
import { type Problem, problem } from './problems.ts';

/** Media types that cannot hold records; everything else is read, for senders name JSON in many ways. */
const notTaken = /^(?:multipart|image|audio|video)\/|^text\/(?:html|css|xml)\b|^application\/(?:xml|pdf|zip)\b/i;

interface Delivered {
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}

/**
 * The bytes of a request's body; gzip is recognised by `Content-Encoding` and by its first two bytes. They end with the
 * reason of `signal` when it aborts, for a sender may stall.
 */
export function deliveryBody(
  { headers, body }: Delivered,
  signal: AbortSignal = new AbortController().signal,
): AsyncIterable<Uint8Array> | Problem {
  const type = headers.get('content-type') ?? '';
  if (notTaken.test(type)) {
    return problem('unsupported-media-type', {
      detail: 'Records are taken as application/json or application/x-ndjson.',
    });
  }
  const encoding = (headers.get('content-encoding') ?? 'identity').trim().toLowerCase();
  if (encoding !== 'gzip' && encoding !== 'x-gzip' && encoding !== 'identity') return problem('unsupported-encoding');
  return decompressed(untilAborted(body ?? emptyBody(), signal), encoding !== 'identity');
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}

async function* untilAborted(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  const { promise: late, reject } = Promise.withResolvers<never>();
  late.catch(() => {});
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await Promise.race([chunks.next(), late]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    // Not waited for: behind a chunk that never comes it never ends.
    Promise.resolve(chunks.return?.()).catch(() => {});
  }
}

async function* decompressed(body: AsyncIterable<Uint8Array>, declared: boolean): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  let first = await chunks.next();
  while (!first.done && first.value.length === 0) first = await chunks.next();
  if (first.done) return;
  const rest = { [Symbol.asyncIterator]: () => chunks };
  const gzipped = first.value[0] === 0x1f && (first.value.length === 1 || first.value[1] === 0x8b);
  if (!gzipped) {
    if (declared) throw new UnreadableBody('not-gzip', 'Content-Encoding says gzip, the body is not');
    yield first.value;
    yield* rest;
    return;
  }
  yield* gunzip(first.value, rest);
}

async function* gunzip(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unzip = createGunzip();
  const feeding = feed(unzip, first, rest);
  // Its failure reaches the reader through the stream; without this it would be an unhandled rejection as well.
  feeding.catch((error: unknown) => unzip.destroy(error instanceof Error ? error : new Error(String(error))));
  try {
    for await (const chunk of unzip) yield chunk as Uint8Array;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code === 'string' && (code.startsWith('Z_') || code === 'ERR_TRAILING_JUNK_AFTER_STREAM_END')) {
      throw new UnreadableBody('not-gzip', 'the gzip stream is damaged or cut off', { cause: error });
    }
    throw error;
  }
  await feeding;
}

async function feed(unzip: ReturnType<typeof createGunzip>, first: Uint8Array, rest: AsyncIterable<Uint8Array>) {
  await write(unzip, first);
  for await (const chunk of rest) await write(unzip, chunk);
  unzip.end();
}

function write(unzip: ReturnType<typeof createGunzip>, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    unzip.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}
