/** Reads the envelope of an event, in the schema of Event Grid or as a CloudEvent. */
import { nameForm } from '../categories/columns.ts';
import { eventPrefix } from '../categories/event-columns.ts';
import type { Fields } from '../ingest/fields.ts';
import { isFields } from '../ingest/fields.ts';
import { parseExact } from '../ingest/parse-json.ts';

/** A member as it was delivered: its key and its value. */
export interface Member {
  readonly key: string;
  readonly value: unknown;
}

export interface Envelope {
  /** By what they are, whichever schema names them how. */
  readonly members: { readonly [what in What]?: Member };
  /** What stands in it beside those and what says nothing of the event. */
  readonly rest: Fields;
}

type What = 'id' | 'type' | 'time' | 'source' | 'path' | 'data';

/**
 * https://learn.microsoft.com/azure/event-grid/event-schema and https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md;
 * of two that say the same the first here counts.
 */
const spellings: Readonly<Record<What, readonly string[]>> = {
  id: ['id'],
  type: ['eventtype', 'type'],
  time: ['eventtime', 'time'],
  source: ['topic', 'source'],
  path: ['subject'],
  data: ['data', 'database64'],
};

/** How the event is written, not what it says, and different in each schema: kept in the delivered text only. */
const passedOver = new Set(['specversion', 'dataversion', 'metadataversion', 'datacontenttype', 'dataschema']);

export function envelopeOf(event: Fields): Envelope {
  const byForm = new Map<string, Member>();
  for (const key in event) {
    const form = nameForm(key);
    if (!byForm.has(form)) byForm.set(form, { key, value: event[key] });
  }
  const members: { -readonly [what in What]?: Member } = {};
  const taken = new Set<string>();
  for (const [what, forms] of Object.entries(spellings) as [What, readonly string[]][]) {
    const member = forms.map((form) => byForm.get(form)).find((one) => one && says(what, one.value));
    if (!member) continue;
    members[what] = member;
    taken.add(member.key);
  }
  // Without a prototype, for a sender may name a member `__proto__`.
  const rest: Record<string, unknown> = Object.create(null);
  for (const key in event)
    if (event[key] !== null && !taken.has(key) && !passedOver.has(nameForm(key))) rest[key] = event[key];
  return { members, rest };
}

/** The type without what all types of Communication Services begin with; what is none stays as it is. */
export function operationOf(type: unknown): unknown {
  const text = typeof type === 'string' ? type.trim() : '';
  return text.toLowerCase().startsWith(eventPrefix.toLowerCase()) ? text.slice(eventPrefix.length) : type;
}

function says(what: What, value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  return value !== null && value !== undefined && what !== 'type';
}

/** The data as an object: delivered as one, as JSON within a string, or in Base64; undefined where it is none of these. */
export function dataOf({ members: { data } }: Pick<Envelope, 'members'>): Fields | undefined {
  if (!data) return undefined;
  if (typeof data.value !== 'string') return isFields(data.value) ? data.value : undefined;
  const isEncoded = nameForm(data.key) === 'database64';
  const text = isEncoded ? Buffer.from(data.value, 'base64').toString() : data.value;
  try {
    const value = parseExact(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
