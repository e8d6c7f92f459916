/** A body that always ends: the Functions host leaves a client hanging when a stream breaks. */
import { ReadableStream } from 'node:stream/web';

/** Small pieces are sent together, beyond the first, which shows at once that the answer has begun. */
const pieceBytes = 16 * 1024;

export interface StreamEnd {
  /** `failed`: the source threw, and the last line says so. `abandoned`: the reader went away. */
  readonly ended: 'complete' | 'failed' | 'abandoned';
  readonly error?: unknown;
}

/**
 * The source's pieces as bytes. When it throws, `lastLine` writes what the reader sees at the end. `onEnd` is called once.
 * The source is asked for more only as fast as the stream is read and `reader`, who reads what comes of that, can take it.
 */
export function endingStream(
  source: AsyncIterable<string | Uint8Array>,
  lastLine: (error: unknown) => string,
  onEnd: (end: StreamEnd) => void = () => {},
  reader: () => Promise<'ready' | 'gone'> = async () => 'ready',
): ReadableStream<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  let begun = false;
  async function abandon() {
    attempt(() => onEnd({ ended: 'abandoned' }));
    // What the source does on its way out concerns nobody any more.
    await iterator.return?.().catch(() => {});
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if ((await reader()) === 'gone') {
          await abandon();
          controller.close();
          return;
        }
        const pieces: Uint8Array[] = [];
        let size = 0;
        let end: StreamEnd | undefined;
        try {
          do {
            const next = await iterator.next();
            if (next.done) {
              end = { ended: 'complete' };
              break;
            }
            const piece = typeof next.value === 'string' ? Buffer.from(next.value, 'utf8') : next.value;
            pieces.push(piece);
            size += piece.byteLength;
          } while (size === 0 || (begun && size < pieceBytes));
        } catch (error) {
          end = { ended: 'failed', error };
          attempt(() => pieces.push(Buffer.from(lastLine(error), 'utf8')));
        }
        const bytes = Buffer.concat(pieces);
        begun = true;
        if (bytes.byteLength > 0) controller.enqueue(bytes);
        if (end) {
          controller.close();
          const ended = end;
          attempt(() => onEnd(ended));
        }
      },
      cancel: abandon,
    },
    { highWaterMark: 0 },
  );
}

/** Whatever happens on the way out, the stream must close. */
function attempt(work: () => unknown): void {
  try {
    work();
  } catch {}
}
