/** Reads a communication identifier: the object by which events name a user, a number or an application. */
import { nameForm } from '../categories/columns.ts';
import { isFields, valueNamed } from '../ingest/fields.ts';

/** By kind, where the id stands in an identifier that has no raw id. */
const kinds = {
  communicationuser: 'id',
  phonenumber: 'value',
  microsoftteamsuser: 'userid',
  microsoftteamsapp: 'appid',
} as const;

/** Members that say what the raw id says: kept in the delivered text only. */
const repeating = new Set([...Object.keys(kinds), 'rawid', 'kind', 'communicationidentifier']);

export interface Identified {
  readonly rawId: string;
  /** Members that say something else, such as a role. */
  readonly rest: Readonly<Record<string, unknown>>;
}

/** The raw id of an identifier, or of an object that has one as `communicationIdentifier`; undefined where there is none. */
export function identified(value: unknown): Identified | undefined {
  if (!isFields(value)) return undefined;
  const inner = valueNamed(value, 'communicationidentifier');
  const rawId = rawIdOf(isFields(inner) ? inner : value);
  if (rawId === undefined) return undefined;
  const rest = Object.entries(value).filter(([key]) => !repeating.has(nameForm(key)));
  return { rawId, rest: Object.fromEntries(rest) };
}

function rawIdOf(fields: Readonly<Record<string, unknown>>): string | undefined {
  const rawId = textOf(valueNamed(fields, 'rawid'));
  if (rawId !== undefined) return rawId;
  for (const [kind, member] of Object.entries(kinds)) {
    const inner = valueNamed(fields, kind);
    const id = isFields(inner) ? textOf(valueNamed(inner, member)) : undefined;
    if (id !== undefined) return id;
  }
  return undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
