/** A file's bytes → UTF-8 without byte order mark, whatever it was packed or written in. */
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UnreadableInput } from './unreadable-input.ts';

/**
 * Recognises gzip and UTF-16 (what PowerShell's `>` writes) by the first bytes, not by the name.
 * Throws {@link UnreadableInput} for damaged gzip and for archives that must be unpacked first.
 */
export async function* toUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { head, all } = await peek(chunks);
  if (head[0] === 0x1f && head[1] === 0x8b) yield* toUtf8Text(gunzip(all));
  else if (head[0] === 0x50 && head[1] === 0x4b)
    throw new UnreadableInput('is a zip archive; unpack it and import the folder');
  else yield* toUtf8Text(all);
}

async function* toUtf8Text(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { head, all } = await peek(chunks);
  const encoding = encodingOf(head);
  if (encoding === 'utf-8') {
    let mark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
    for await (const chunk of all) {
      const rest = chunk.subarray(mark);
      mark = 0;
      if (rest.length > 0) yield rest;
    }
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of all) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** JSON begins with an ASCII character, so a zero beside it tells UTF-16 even without a mark. */
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== undefined && second !== 0)) return 'utf-16be';
  return 'utf-8';
}

/** The first three bytes (fewer only when there are no more), and all of it, those included. */
async function peek(chunks: AsyncIterable<Uint8Array>): Promise<{ head: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const rest = chunks[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    head = Buffer.concat([head, next.value]);
    if (head.length >= 3) break;
  }
  const all = async function* () {
    if (head.length > 0) yield head;
    yield* { [Symbol.asyncIterator]: () => rest };
  };
  return { head: head.subarray(0, 3), all: all() };
}

async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(chunks);
  const unzip = createGunzip();
  source.on('error', (error) => unzip.destroy(error));
  try {
    for await (const chunk of source.pipe(unzip)) yield chunk as Uint8Array;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code !== 'string' || !/^Z_|TRAILING_JUNK/.test(code)) throw error;
    throw new UnreadableInput('is a damaged or cut-off gzip file; download it again', { cause: error });
  } finally {
    source.destroy();
  }
}
