/** The parts of a file that can be sent by themselves: its lines where it is JSON Lines, else all of it. */
import { UnreadableInput } from './unreadable-input.ts';

/** `line` counts from 1. */
export type Part =
  | { readonly kind: 'line'; readonly line: number; readonly bytes: Buffer }
  | { readonly kind: 'whole'; readonly bytes: Buffer };

/** Lines that are looked at before a file counts as one JSON value: the first of them may be damaged. */
const lookedAt = 6;

/**
 * A file is JSON Lines when its first line is JSON by itself, or, where that line is damaged, two of the next are.
 * Blank lines are left out. Throws {@link UnreadableInput} when a file of another shape exceeds `maxBytes`.
 */
export async function* partsOf(lines: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Part> {
  const held: Buffer[] = [];
  let heldBytes = 0;
  let lineWise: boolean | undefined;
  let line = 0;
  for await (const bytes of lines) {
    line += 1;
    if (lineWise) {
      if (!isBlank(bytes)) yield { kind: 'line', line, bytes };
      continue;
    }
    held.push(bytes);
    heldBytes += bytes.length + 1;
    lineWise ??= isLineWise(held.filter((one) => !isBlank(one)));
    if (lineWise) yield* numbered(held.splice(0));
    else if (heldBytes > maxBytes) {
      throw new UnreadableInput(
        `is larger than ${maxBytes / 1024 / 1024} MiB (MAX_BODY_MIB) and has not one record a line, so it would have to be ` +
          'sent whole; rewrite it with one record a line',
      );
    }
  }
  if (!lineWise && held.some((one) => !isBlank(one)))
    yield { kind: 'whole', bytes: Buffer.concat(held.flatMap((one) => [one, lineEnd])) };
}

const lineEnd = Buffer.from('\n');

function* numbered(lines: readonly Buffer[]): Generator<Part> {
  for (const [index, bytes] of lines.entries()) if (!isBlank(bytes)) yield { kind: 'line', line: index + 1, bytes };
}

/** Undefined while too little is seen. */
function isLineWise(seen: readonly Buffer[]): boolean | undefined {
  const [first, ...next] = seen;
  if (first === undefined) return undefined;
  if (next.length === 0) return isJson(first) ? true : undefined;
  // An array with one record a line may have such lines, with commas between them.
  if (first.toString('latin1', 0, 64).trimStart().startsWith('[')) return false;
  if (next.filter(isJson).length >= 2) return true;
  return seen.length < lookedAt ? undefined : false;
}

/** Whether a line is an object or array in UTF-8, complete by itself. */
export function isJson(line: Buffer): boolean {
  try {
    const text = utf8.decode(line).trim();
    return /^[{[]/.test(text) && typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function isBlank(line: Buffer): boolean {
  for (const byte of line) if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  return true;
}
