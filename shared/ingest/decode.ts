/** A request's body → candidates, as it streams in: JSON Lines with flat memory, any other shape once it is whole. */
import { type Candidate, unfold } from './unfold.ts';

/** The body as a whole could not be read: nothing of it (or nothing more of it) is taken. */
export class UnreadableBody extends Error {
  override name = 'UnreadableBody';
  readonly reason: 'empty' | 'not-json' | 'not-utf8' | 'too-large' | 'not-gzip' | 'no-event';
  constructor(reason: UnreadableBody['reason'], message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.reason = reason;
  }
}

const newline = 0x0a;
const byteOrderMark = '\uFEFF';

/** Of one JSON value: what a JavaScript string holds, in round numbers. */
const mostChars = 500 * 1024 * 1024;
const tooLong = 'the body is one JSON value, or has a line, of more than 500 MiB';

/** A line as it came, newline included. */
interface Line {
  readonly text: string;
  /** It is no UTF-8: `text` has one character for each of its bytes. */
  readonly broken?: true;
}

/**
 * Candidates of a body. It is JSON Lines when its first line is complete JSON and more lines follow, or when the whole is
 * not one JSON value but some line of it is. Places are `[3]` for the fourth line or element (blank lines are not counted),
 * `records[3]` in an envelope. Texts are slices of the body.
 * Throws {@link UnreadableBody} when the bytes exceed `maxBytes`, are no UTF-8, or hold no JSON at all.
 */
export async function* decode(body: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Candidate> {
  const lines = textLinesOf(body, maxBytes);
  try {
    const first = await nextFilled(lines);
    if (first === undefined) throw new UnreadableBody('empty', 'the body is empty');
    const second = await nextFilled(lines);
    if (second !== undefined && isJson(first)) {
      yield* unfoldLine(first, 0);
      yield* unfoldLine(second, 1);
      let index = 2;
      for await (const line of lines) {
        if (isBlank(line)) continue;
        yield* unfoldLine(line, index);
        index += 1;
      }
      return;
    }
    const all = second === undefined ? [first] : [first, second];
    for await (const line of lines) all.push(line);
    yield* whole(all);
  } finally {
    // Who takes no more ends the reading of the source too.
    await lines.return(undefined);
  }
}

/** One JSON value over all lines, or, where that fails, lines of which at least one is JSON. */
function* whole(lines: readonly Line[]): Generator<Candidate> {
  const chars = lines.reduce((sum, { text }) => sum + text.length, 0);
  if (chars > mostChars) throw new UnreadableBody('too-large', tooLong);
  const broken = lines.some((line) => line.broken);
  let fault = 'the body is not UTF-8';
  if (!broken) {
    const candidates = unfold(lines.map(({ text }) => text).join(''));
    const first = candidates.next();
    if (first.done) return;
    if (first.value.place !== '' || first.value.fault === undefined) {
      yield first.value;
      yield* candidates;
      return;
    }
    fault = first.value.fault;
  }
  const filled = lines.filter((line) => !isBlank(line));
  if (filled.length < 2 || !filled.some(isJson)) throw new UnreadableBody(broken ? 'not-utf8' : 'not-json', fault);
  for (const [index, line] of filled.entries()) yield* unfoldLine(line, index);
}

function* unfoldLine({ text, broken }: Line, index: number): Generator<Candidate> {
  if (broken) {
    yield { place: `[${index}]`, text: text.trim(), fault: 'not UTF-8' };
    return;
  }
  for (const candidate of unfold(text)) {
    const dot = candidate.place === '' || candidate.place.startsWith('[') ? '' : '.';
    yield { ...candidate, place: `[${index}]${dot}${candidate.place}` };
  }
}

function isBlank({ text }: Line): boolean {
  return !/\S/.test(text);
}

function isJson({ text, broken }: Line): boolean {
  const trimmed = text.trim();
  if (broken || !/^[{[]/.test(trimmed)) return false;
  try {
    JSON.parse(trimmed);
    return true;
  } catch {
    return false;
  }
}

/** The next line that is not blank, with the blank ones before it. */
async function nextFilled(lines: AsyncGenerator<Line>): Promise<Line | undefined> {
  let blank = '';
  for (;;) {
    const next = await lines.next();
    if (next.done) return undefined;
    const line = next.value;
    if (!isBlank(line)) return blank === '' ? line : { ...line, text: blank + line.text };
    blank += line.text;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

async function* textLinesOf(body: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  let isFirst = true;
  for await (const bytes of linesOf(body, maxBytes)) {
    const line = lineOf(bytes);
    yield isFirst && line.text.startsWith(byteOrderMark) ? { ...line, text: line.text.slice(1) } : line;
    isFirst = false;
  }
}

function lineOf(bytes: Buffer): Line {
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return { text: bytes.toString('latin1'), broken: true };
  }
}

/** Lines with their newline, the last one perhaps without; never more than one line and one chunk in memory. */
async function* linesOf(body: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new UnreadableBody('too-large', `the body is larger than ${maxBytes} bytes`);
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let start = 0;
    for (let end = buffer.indexOf(newline); end >= 0; end = buffer.indexOf(newline, start)) {
      const tail = buffer.subarray(start, end + 1);
      yield held.length === 0 ? tail : Buffer.concat([...held, tail]);
      held = [];
      heldBytes = 0;
      start = end + 1;
    }
    if (start === buffer.length) continue;
    held.push(buffer.subarray(start));
    heldBytes += buffer.length - start;
    if (heldBytes > mostChars) throw new UnreadableBody('too-large', tooLong);
  }
  if (held.length > 0) yield Buffer.concat(held);
}
