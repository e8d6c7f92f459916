/** Takes out of an event's text what people wrote to each other, before anything of it is stored. */
import { nameForm } from '../categories/columns.ts';
import type { Category } from '../categories/define.ts';
import { eventCategoryOf, eventTypeOf } from './event-type.ts';
import { isFields } from './fields.ts';
import { changeMembers, changeParts } from './json-parts.ts';

/**
 * Members under which events of types that no row knows carry what somebody wrote, or what was made of it; by the form of
 * their names. `AcsMessageReceivedEventData` and its like in https://github.com/Azure/azure-rest-api-specs have them.
 */
const messageNames = new Set([
  ...['message', 'messagebody', 'messagetext', 'originalmessage', 'content', 'body', 'text', 'caption', 'payload'],
  ...['title', 'description', 'emoji', 'translation', 'intentanalysis', 'keyphraseextraction', 'sentiment'],
]);

/** Nesting in data; what is deeper is left out. */
const deepest = 16;

/**
 * The text of an event (`value` is what it parses to) without its message texts; every other character stays. Rows say
 * which members of the data hold one; of an event that no row knows every member with such a name goes, at any depth. Data
 * that is a text of its own goes whole, and so does what is no event but a mere text.
 */
export function withoutMessageText(text: string, value: unknown): string {
  if (!isFields(value)) return typeof value === 'string' ? '""' : withoutNamed(text, 0);
  const type = eventTypeOf(value);
  const row = type === undefined ? undefined : eventCategoryOf(type);
  const change = row ? membersOf(row) : (inner: string) => withoutNamed(inner, 0);
  return changeMembers(text, (name, inner) => {
    const form = nameForm(name);
    if (form === 'data') return dataWithout(inner, change);
    if (form === 'database64') return encodedWithout(inner, change);
    if (row) return row.columnNamed(name)?.messageText ? undefined : inner;
    return messageNames.has(form) ? undefined : withoutNamed(inner, 0);
  });
}

/** Members of an envelope as a text that is no JSON begins with them. */
const envelopeStart =
  /^\{\s*(?:"(?:id|topic|source|subject|(?:event)?type|(?:event)?time|specversion|(?:meta)?dataversion)"\s*:\s*"(?:[^"\\]|\\.)*"\s*,?\s*)*/i;

/** What can be kept of a text that is no JSON: the envelope of an event, as far as the text begins with it. */
export function envelopeOnly(text: string): string {
  return envelopeStart.exec(text)?.[0] ?? '';
}

const membersOf = (row: Category) => (text: string) =>
  text.startsWith('{')
    ? changeMembers(text, (name, inner) => (row.columnNamed(name)?.messageText ? undefined : inner))
    : withoutNamed(text, 0);

function withoutNamed(text: string, depth: number): string {
  if (/^"\s*[[{]/.test(text)) return jsonWithin(text, (inner) => withoutNamed(inner, depth + 1)) ?? text;
  if (!/^[[{]/.test(text)) return text;
  if (depth > deepest) return 'null';
  if (text.startsWith('[')) return changeParts(text, (inner) => withoutNamed(inner, depth + 1));
  return changeMembers(text, (name, inner) =>
    messageNames.has(nameForm(name)) ? undefined : withoutNamed(inner, depth + 1),
  );
}

/** Data may be JSON within a string. */
function dataWithout(text: string, change: (text: string) => string): string | undefined {
  return text.startsWith('"') ? jsonWithin(text, change) : change(text);
}

/** A string with the JSON in it changed; undefined where there is none in it. */
function jsonWithin(text: string, change: (text: string) => string): string | undefined {
  const inner = String(JSON.parse(text)).trim();
  if (!isJson(inner)) return undefined;
  const changed = change(inner);
  return changed === inner ? text : JSON.stringify(changed);
}

/** …or, as `data_base64`, its bytes. */
function encodedWithout(text: string, change: (text: string) => string): string | undefined {
  if (!text.startsWith('"')) return undefined;
  const inner = Buffer.from(String(JSON.parse(text)), 'base64')
    .toString()
    .trim();
  if (!isJson(inner)) return undefined;
  const changed = change(inner);
  return changed === inner ? text : JSON.stringify(Buffer.from(changed).toString('base64'));
}

function isJson(text: string): boolean {
  if (!/^[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
