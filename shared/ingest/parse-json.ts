/** JSON texts: parsed with exact whole numbers, and cut into the texts of their elements so that each keeps what was delivered. */

/** Parses JSON in which whole numbers beyond ±2^53 become bigint, so that no digit of an id is lost. Throws SyntaxError. */
export function parseExact(text: string): unknown {
  return JSON.parse(text, exactNumber as (this: unknown, key: string, value: unknown) => unknown);
}

function exactNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || !context?.source) return value;
  return /^-?\d+$/.test(context.source) ? BigInt(context.source) : value;
}

/** Whether a value that JSON.parse gave holds a number beyond ±2^53, which may have lost digits. */
export function holdsInexact(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) > Number.MAX_SAFE_INTEGER;
  if (typeof value !== 'object' || value === null) return false;
  // Not by recursion: JSON.parse takes any depth.
  const open: object[] = [value];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const inner of Object.values(at) as unknown[]) {
      if (typeof inner === 'number' && Math.abs(inner) > Number.MAX_SAFE_INTEGER) return true;
      if (typeof inner === 'object' && inner !== null) open.push(inner);
    }
  }
  return false;
}

const quote = 0x22;
const backslash = 0x5c;

/** Index after the string that begins at `start` (a quote); -1 when it never ends. */
function afterString(text: string, start: number): number {
  for (let at = start + 1; ; ) {
    const end = text.indexOf('"', at);
    if (end < 0) return -1;
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
    at = end + 1;
  }
}

/**
 * The texts of the elements of an array, or of the members (`"key": value`) of an object, that begins at `start`, and the
 * index after it. Only nesting and strings are looked at, so a malformed element does not spoil its neighbours.
 * Undefined when the text ends before the array or object does, or with the wrong bracket.
 */
export function elementTexts(text: string, start: number): { elements: string[]; end: number } | undefined {
  const elements: string[] = [];
  const closing = text.charCodeAt(start) === 0x5b ? 0x5d : 0x7d;
  let depth = 0;
  let from = start + 1;
  const add = (to: number) => {
    const element = text.slice(from, to).trim();
    if (element !== '') elements.push(element);
  };
  for (let at = start; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case quote: {
        const after = afterString(text, at);
        if (after < 0) return undefined;
        at = after - 1;
        break;
      }
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
        if (depth === 0) {
          if (text.charCodeAt(at) !== closing) return undefined;
          add(at);
          return { elements, end: at + 1 };
        }
        break;
      case 0x2c: // ,
        if (depth === 1) {
          add(at);
          from = at + 1;
        }
    }
  }
  return undefined;
}

/** A member of an object, its value as text. */
export interface MemberText {
  readonly name: string;
  readonly text: string;
}

/** The members of an object's text; undefined when it is not one whole object. A malformed member is left out. */
export function memberTexts(text: string): MemberText[] | undefined {
  const object = text.startsWith('{') ? elementTexts(text, 0) : undefined;
  if (!object || object.end !== text.length) return undefined;
  return object.elements.flatMap((element) => {
    const end = element.startsWith('"') ? afterString(element, 0) : -1;
    const colon = /^\s*:/.exec(end < 0 ? '' : element.slice(end, end + 64));
    const name = colon ? nameFrom(element.slice(0, end)) : undefined;
    if (!colon || name === undefined) return [];
    return [{ name, text: element.slice(end + colon[0].length).trim() }];
  });
}

function nameFrom(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}
