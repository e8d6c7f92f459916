/** Bytes → lines without their ends, one line and one chunk in memory at a time. */
import { UnreadableInput } from './unreadable-input.ts';

const newline = 0x0a;
const carriageReturn = 0x0d;

/** Blank lines are lines too, so that numbers stay right. Throws {@link UnreadableInput} for one beyond `maxBytes`. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let start = 0;
    for (let end = buffer.indexOf(newline); end >= 0; end = buffer.indexOf(newline, start)) {
      yield withoutReturn(
        held.length === 0 ? buffer.subarray(start, end) : Buffer.concat([...held, buffer.subarray(start, end)]),
      );
      held = [];
      heldBytes = 0;
      start = end + 1;
    }
    if (start === buffer.length) continue;
    held.push(buffer.subarray(start));
    heldBytes += buffer.length - start;
    if (heldBytes > maxBytes) {
      throw new UnreadableInput(`has a line of more than ${maxBytes / 1024 / 1024} MiB, which no request may hold`);
    }
  }
  if (held.length > 0) yield withoutReturn(Buffer.concat(held));
}

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === carriageReturn ? line.subarray(0, -1) : line;
}
