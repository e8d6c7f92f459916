/** The fields of a delivered object, found by name whatever the spelling. */
import { type Column, nameForm } from '../categories/columns.ts';
import type { Category } from '../categories/define.ts';
import type { Reader } from '../categories/read-value.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Fields that say what an object is, before its category is known, by the form of their name. */
const guides = new Set([
  ...(['properties', 'resourceid', 'category', 'operationcategory', 'type', 'topic'] as const),
  ...(['eventtype', 'specversion'] as const),
] as const);
type Guide = typeof guides extends Set<infer Form> ? Form : never;

/** The keys under which an object has its guiding fields; the first where there are several. */
export type Guides = { readonly [form in Guide]?: string };

/** Found in one pass: every record goes through here. */
export function guidesOf(fields: Fields): Guides {
  const found: { -readonly [form in Guide]?: string } = {};
  for (const key in fields) {
    const form = guideNamed(key);
    if (form !== undefined) found[form] ??= key;
  }
  return found;
}

/** The value of a field by the form of its name (`nameForm`); undefined when there is none. */
export function valueNamed(fields: Fields | undefined, form: string): unknown {
  for (const key in fields) if (formOf(key) === form) return fields[key];
  return undefined;
}

/** A delivered object with its guiding fields; `key` is where it stands in the one around it. */
export interface Level {
  readonly fields: Fields;
  readonly guides: Guides;
  readonly key?: string;
}

/** The object in `properties`, which may be JSON within a string (read by `parse`); undefined when there is none. */
export function liftedOf(
  { fields, guides: { properties: key } }: Level,
  parse: (text: string) => unknown,
): Required<Level> | undefined {
  if (key === undefined) return undefined;
  let value = fields[key];
  if (typeof value === 'string' && value.trimStart().startsWith('{')) {
    try {
      value = parse(value);
    } catch {
      return undefined;
    }
  }
  return isFields(value) ? { key, fields: value, guides: guidesOf(value) } : undefined;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What a delivered key means to a category: one of its columns, something to pass over (of which one says when Log
 * Analytics received the row), or (undefined) nothing it knows.
 */
export type Field = { readonly column: Column; readonly read: Reader } | 'passed-over' | 'time-received' | undefined;

/** Columns of every Log Analytics table, and envelope fields that repeat the resource: kept in the delivered text only. */
const passedOver = new Set(
  [
    ...['TenantId', 'Type', 'SourceSystem', 'MG', 'ManagementGroupName', 'Computer', 'RawData', '_ItemId'],
    ...['_BilledSize', '_IsBillable', '_Internal_WorkspaceResourceId', 'resourceType'],
  ].map(nameForm),
);

/** `_TimeReceived`, a column of every Log Analytics table. */
export const receivedForm = 'timereceived';

/** More spellings than senders have; somebody who sends keys of his own making must not fill the memory. */
const mostSpellings = 2000;
const longestSpelling = 64;

const known = new WeakMap<Category, (key: string) => Field>();

/** What delivered keys mean to a category. */
export function fieldsOf(category: Category): (key: string) => Field {
  let fieldNamed = known.get(category);
  if (!fieldNamed) {
    fieldNamed = remembering((key) => findField(category, key));
    known.set(category, fieldNamed);
  }
  return fieldNamed;
}

function findField(category: Category, key: string): Field {
  const column = category.columnNamed(key);
  if (!column) {
    const form = nameForm(key);
    if (form === receivedForm) return 'time-received';
    return passedOver.has(form) ? 'passed-over' : undefined;
  }
  const read = category.readers.get(column.name);
  // The category is resolved before its columns are; a label that says otherwise stays in the delivered text.
  return column.name === 'Category' || !read ? 'passed-over' : { column, read };
}

/** A function of spellings that remembers its answers. */
function remembering<T>(answer: (spelling: string) => T): (spelling: string) => T {
  const answers = new Map<string, { readonly answer: T }>();
  return (spelling) => {
    const met = answers.get(spelling);
    if (met) return met.answer;
    const made = answer(spelling);
    if (answers.size > mostSpellings) answers.clear();
    if (spelling.length <= longestSpelling) answers.set(spelling, { answer: made });
    return made;
  };
}

const formOf = remembering(nameForm);

const guideNamed = remembering((key): Guide | undefined => {
  const form = nameForm(key) as Guide;
  return guides.has(form) ? form : undefined;
});
