/** Spreads texts that are longer than a property over several, and puts them together again. */
import type { Value } from './table-store.ts';

/** Characters of one property: Table Storage takes 32 Ki UTF-16 units. */
const propertyChars = 32 * 1024;

/** The text in pieces of at most `chars` UTF-16 units; a surrogate pair is never cut. */
export function* piecesOf(text: string, chars: number): Generator<string> {
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + chars, text.length);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
    yield text.slice(start, end);
    start = end;
  }
}

/** Writes `text` into `properties` as `name`, `name_2`, `name_3`, … */
export function putText(properties: Record<string, Value>, name: string, text: string): void {
  if (text.length <= propertyChars) {
    properties[name] = text;
    return;
  }
  let part = 1;
  for (const piece of piecesOf(text, propertyChars)) {
    properties[part === 1 ? name : `${name}_${part}`] = piece;
    part += 1;
  }
}

/** The text that {@link putText} wrote; undefined when there is none. */
export function takeText(properties: Readonly<Record<string, Value | undefined>>, name: string): string | undefined {
  const first = properties[name];
  if (typeof first !== 'string') return undefined;
  if (properties[`${name}_2`] === undefined) return first;
  const parts = [first];
  for (let part = 2; ; part += 1) {
    const next = properties[`${name}_${part}`];
    if (typeof next !== 'string') return parts.join('');
    parts.push(next);
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
