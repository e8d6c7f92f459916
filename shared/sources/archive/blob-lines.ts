/** Cuts a blob's bytes into lines, and lines into candidates that know at which byte of the blob they stood. */

import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { type Candidate, unfold } from '../../ingest/unfold.ts';

export const newline = 0x0a;

/** Bytes that may stand between records: tab, LF, CR and blank. */
const isBlankByte = (byte: number | undefined) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** Of a long line its end is enough to know it by. */
const mostMarkBytes = 64 * 1024;

export interface BlobLines {
  readonly candidates: Generator<Candidate>;
  /** Lines that were not blank, of those whose candidates were taken. */
  count(): number;
}

/**
 * The lines in `bytes`, the last one perhaps without its newline; `placeOf` names a line by where in `bytes` it begins. A line
 * that is no UTF-8 has one character for each of its bytes; one of more than `mostBytes` is not looked into.
 */
export function linesIn(bytes: Buffer, placeOf: (at: number) => string, mostBytes: number): BlobLines {
  const isText = isUtf8(bytes);
  let lines = 0;
  function* candidates(): Generator<Candidate> {
    for (let start = 0, end = 0; start < bytes.length; start = end) {
      const found = bytes.indexOf(newline, start);
      end = found === -1 ? bytes.length : found + 1;
      const line = bytes.subarray(start, end);
      const broken = !isText && !isUtf8(line);
      const text = line.toString(broken ? 'latin1' : 'utf8');
      if (!/\S/.test(text)) continue;
      lines += 1;
      const place = placeOf(start);
      // Ingesting measures a text before it asks for its fault.
      if (line.length > mostBytes) yield { place, text, fault: 'too large' };
      else if (broken) yield { place, text: text.trim(), fault: 'not UTF-8' };
      else yield* unfold(text, place);
    }
  }
  return { candidates: candidates(), count: () => lines };
}

/** What a blob is known by when it has changed: the hash of its last line before the offset, and the bytes it is over. */
export interface LastLine {
  readonly lastLine: string;
  readonly lastLineBytes: number;
}

/** The mark of the last line in `bytes`, with the blank ones after it; of a line of more than 64 KiB, of its end. */
export function lastLineOf(bytes: Buffer): LastLine {
  let end = bytes.length;
  while (end > 0 && isBlankByte(bytes[end - 1])) end -= 1;
  const start = end === 0 ? 0 : bytes.lastIndexOf(newline, end - 1) + 1;
  const marked = bytes.subarray(Math.max(start, bytes.length - mostMarkBytes));
  return { lastLine: markOf(marked), lastLineBytes: marked.length };
}

/** 32 hex digits over bytes. */
export function markOf(bytes: Buffer): string {
  return hash('sha256', bytes, 'hex').slice(0, 32);
}
