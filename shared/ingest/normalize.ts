/** A candidate's value → a record in the columns of its category, or the reasons why it is none. */
import { type Category, firstDay } from '../categories/define.ts';
import { millisecondsOf } from '../categories/read-time.ts';
import { type ColumnValue, jsonText, Unreadable } from '../categories/read-value.ts';
import { blankColumns, type LogRecord } from '../categories/record.ts';
import type { Issue } from '../issue.ts';
import { categoryOf } from './category-of.ts';
import { type Fields, fieldsOf, guidesOf, isFields, type Level, liftedOf } from './fields.ts';
import { holdsInexact, parseExact } from './parse-json.ts';
import { foreignProvider, resourceColumnsOf } from './resource.ts';
import { isTimeReplaced } from './time-replaced.ts';

export type Normalized = { readonly record: LogRecord } | { readonly issues: readonly Issue[] };

const earliest = Date.parse(`${firstDay}T00:00:00Z`);
const dayMs = 86_400_000;

/**
 * Normalizes one delivered value. `fallback` is the category of a body that names none; `now` (ms) bounds the future.
 * Column names match without regard to letter case, blanks, `_` or a unit in brackets; `properties` is lifted, and what
 * stands in the envelope goes before what stands there. Whole numbers beyond ±2^53 have lost digits in `value`; where one
 * is met, `exact` gives the value in which they are bigint.
 */
export function normalize(
  value: unknown,
  fallback: Category | undefined,
  now: number,
  exact?: () => unknown,
): Normalized {
  if (!isFields(value)) return refused('', `a record is a JSON object, this is ${nameOf(value)}`);
  const top = { fields: value, guides: guidesOf(value) };
  const inner = liftedOf(top, exact ? JSON.parse : parseExact);
  const foreign = foreignIn(top) ?? (inner && foreignIn(inner));
  if (foreign) return { issues: [foreign] };
  const named = categoryOf(top, inner, fallback);
  if (!named) return refused('category', 'missing: name it in the record or in the path, /ingest/{category}');

  if (named === 'event') return refused('', 'an event; events are taken at /api/events');
  const { category, label } = named;
  const reading: Reading = { category, columns: blankColumns(category), issues: [], inexact: false, received: false };
  const left = read(reading, value, '', inner?.key);
  const leftInner = inner ? read(reading, inner.fields, `${inner.key}.`) : {};
  if (reading.inexact && exact) return normalize(exact(), fallback, now);
  const { columns, issues } = reading;
  columns['Category'] = label;
  const resource = resourceColumnsOf(columns['ResourceId']);
  for (const name in resource) columns[name] = resource[name];
  if (category.rest !== undefined && columns[category.rest] === undefined) {
    columns[category.rest] = textOf(leftInner, issues);
  } else Object.assign(left, leftInner);
  const additional = textOf(left, issues);
  const time = timeOf(reading, inner ? [top, inner] : [top], now);
  if (issues.length > 0) return { issues };
  const timeReplaced = reading.received && [top, inner].some((level) => level && isTimeReplaced(level.fields));
  return { record: { category, label, time, columns, additional, timeReplaced: timeReplaced || undefined } };
}

interface Reading {
  readonly category: Category;
  readonly columns: Record<string, ColumnValue | undefined>;
  readonly issues: Issue[];
  inexact: boolean;
  /** It says when Log Analytics received it. */
  received: boolean;
}

/** Reads the fields into columns and issues; answers those that no column takes. */
function read(reading: Reading, fields: Fields, prefix: string, except?: string): Record<string, unknown> {
  const { category, columns, issues } = reading;
  const fieldNamed = fieldsOf(category);
  // Without a prototype, for a sender may name a field `__proto__`.
  const left: Record<string, unknown> = Object.create(null);
  for (const key in fields) {
    if (key === except) continue;
    const field = fieldNamed(key);
    if (field === 'passed-over') continue;
    if (field === 'time-received') {
      reading.received = true;
      continue;
    }
    const value = fields[key];
    if (typeof value === 'number' || typeof value === 'object') reading.inexact ||= holdsInexact(value);
    if (field === undefined) {
      left[key] = value;
      continue;
    }
    const result = field.read(value);
    if (result === undefined) continue;
    const { name } = field.column;
    if (result instanceof Unreadable) issues.push({ path: prefix + key, message: result.message });
    // An empty text in the envelope says nothing against a value in `properties`.
    else if (columns[name] === undefined || columns[name] === '') columns[name] = result;
    else if (columns[name] !== result && result !== '') left[key] = value;
  }
  return left;
}

function foreignIn({ fields, guides: { resourceid, topic }, key }: Level): Issue | undefined {
  const name = resourceid ?? topic;
  const id = name === undefined ? undefined : fields[name];
  const provider = typeof id === 'string' ? foreignProvider(id) : undefined;
  if (provider === undefined || name === undefined) return undefined;
  const path = key === undefined ? name : `${key}.${name}`;
  return { path, message: `of the resource provider ${provider}; only Microsoft.Communication is taken` };
}

function timeOf({ category, columns, issues }: Reading, levels: readonly Level[], now: number): number {
  const text = columns['TimeGenerated'];
  const time = text === undefined ? Number.NaN : millisecondsOf(String(text));
  if (time >= earliest && time <= now + dayMs) return time;
  const paths = pathsOf(category, 'TimeGenerated', levels);
  const path = paths[0] ?? 'time';
  if (time < earliest) issues.push({ path, message: `${text} is before ${firstDay}` });
  else if (time > now) issues.push({ path, message: `${text} is more than 24 hours in the future` });
  else if (!issues.some((issue) => paths.includes(issue.path))) {
    issues.push({ path, message: 'missing: a record needs `time` (or `TimeGenerated`)' });
  }
  return 0;
}

/** Where a column was delivered. */
function pathsOf(category: Category, column: string, levels: readonly Level[]): string[] {
  return levels.flatMap(({ fields, key: outer }) =>
    Object.keys(fields)
      .filter((key) => category.columnNamed(key)?.name === column)
      .map((key) => (outer === undefined ? key : `${outer}.${key}`)),
  );
}

function refused(path: string, message: string): Normalized {
  return { issues: [{ path, message }] };
}

/** What is left over as JSON text; undefined when nothing is. */
function textOf(left: Fields, issues: Issue[]): string | undefined {
  for (const key in left) {
    try {
      return jsonText(left);
    } catch (error) {
      // JSON.parse takes any depth, JSON.stringify does not.
      if (!(error instanceof RangeError)) throw error;
      issues.push({ path: key, message: 'nested too deeply' });
      return undefined;
    }
  }
  return undefined;
}

function nameOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
