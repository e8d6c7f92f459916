/** Writes JSON that may hold finished JSON texts and whole numbers of any size. */
import { randomUUID } from 'node:crypto';

const rawText = Symbol('raw JSON text');

/** Stands where a finished text goes. No value can hold it: nobody outside this process knows it, and no answer has it. */
const mark = randomUUID();
const marks = new RegExp(`"${mark}-(\\d+)"`, 'g');

/** A finished JSON text; it appears in the answer character by character. */
export interface RawJson {
  readonly [rawText]: string;
}

/**
 * Marks a text that is JSON already, an object or array as well (JSON.rawJSON takes neither), so that it is not read
 * and written again: what was delivered comes back unchanged. The caller vouches that it is one JSON value.
 */
export function rawJson(text: string): RawJson {
  return { [rawText]: text };
}

/** The value as JSON: a `rawJson` text as it is, a bigint as a text of digits, all else as JSON.stringify writes it. */
export function jsonText(value: unknown): string {
  const texts: string[] = [];
  const marked: string | undefined = JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member === 'bigint') return member.toString();
    if (typeof member !== 'object' || member === null || !(rawText in member)) return member;
    texts.push((member as RawJson)[rawText]);
    return `${mark}-${texts.length - 1}`;
  });
  if (marked === undefined) throw new TypeError(`There is no JSON for ${typeof value}.`);
  if (texts.length === 0) return marked;
  return marked.replace(marks, (_match, index: string) => texts[Number(index)] ?? 'null');
}
