/** A record as a row of Table Storage, and back. */

import type { Column } from '../categories/columns.ts';
import type { Category } from '../categories/define.ts';
import type { ColumnValue } from '../categories/read-value.ts';
import { blankColumns, type StoredRecord } from '../categories/record.ts';
import { recordKeys, timeOfRow } from './keys.ts';
import { putText, takeText } from './long-text.ts';
import { partsHash } from './parts.ts';
import type { Entity, Value } from './table-store.ts';

/** Version of the row's layout; every later version reads all earlier ones. */
export const recordVersion = 1;

/** Values longer than this stand among the parts of a large record. */
const shortChars = 1024;

/** Room in an entity: 1 MiB, counted as UTF-16 by Azure and by Azurite as the JSON on the wire, where a character takes up to six bytes. */
const entityChars = 150 * 1024;

/** Characters of a delivered text in which no column, spelled out as JSON or twice, can exceed a property. */
const plainChars = 8 * 1024;

/** What a row carries for the write path, beside the record. */
export interface WriteMarks {
  /** The request that wrote the row: a retry after a lost answer knows its own rows by it. */
  readonly batch: string;
  /** Hash of the whole content: a redelivery that says something else is counted as such. */
  readonly content: string;
}

/** The texts of a record that do not fit into its row; `undefined` when they do. */
export interface Large {
  readonly delivered: string;
  readonly additional?: string;
  readonly columns: Readonly<Record<string, string>>;
}

/** Row of a record; with `large` when its long texts have to stand in rows of their own (`storage/parts.ts`). */
export function toEntity(record: StoredRecord, marks: WriteMarks): { entity: Entity; large: Large | undefined } {
  const { delivered, additional, category, columns } = record;
  const keys = recordKeys(category, record.time, record.identity);
  const { partitionKey, rowKey } = keys;
  const { batch, content } = marks;
  const { receivedAt: received, source, origin, timeReplaced } = record;
  // Columns are read out of the delivered text: where it is short and free of escapes, none is long or ill-formed.
  if (delivered.length <= plainChars && !delivered.includes('\\u')) {
    // Columns first: only a spread that begins an object copies its shape.
    const entity: Record<string, Value | undefined> & Entity = {
      ...columns,
      partitionKey,
      rowKey,
      v: recordVersion,
      batch,
      content,
      received,
      source,
      origin,
      timeReplaced,
      delivered,
      additional,
    };
    for (const column of convertedOf(category)) {
      const value = columns[column.name];
      if (value !== undefined) entity[column.name] = toValue(column, value);
    }
    return { entity, large: undefined };
  }
  const entity: Record<string, Value> & Entity = {
    partitionKey,
    rowKey,
    v: recordVersion,
    batch,
    content,
    received,
    source,
    ...(origin === undefined ? {} : { origin }),
    ...(timeReplaced ? { timeReplaced } : {}),
  };
  const large = textChars(record) > entityChars ? largeOf(record) : undefined;
  for (const name in columns) {
    const value = columns[name];
    const column = category.columnNamed(name);
    if (value === undefined || !column || large?.columns[name] !== undefined) continue;
    const stored = toValue(column, value);
    // A lone surrogate has no UTF-8; the delivered text keeps it, as an escape.
    if (typeof stored === 'string') putText(entity, name, stored.toWellFormed());
    else entity[name] = stored;
  }
  if (large) Object.assign(entity, { parts: true, partsHash: partsHash(large) });
  else {
    putText(entity, 'delivered', delivered);
    if (additional !== undefined) putText(entity, 'additional', additional);
  }
  return { entity, large };
}

/** The columns whose stored form is another than that in memory. */
function convertedOf(category: Category): readonly Column[] {
  const known = converted.get(category);
  if (known) return known;
  const columns = category.columns.filter(({ type }) => type === 'time' || type === 'long');
  converted.set(category, columns);
  return columns;
}

const converted = new WeakMap<Category, readonly Column[]>();

/** The record of a row. `large` is what {@link toEntity} gave for it, when the row says that it has parts. */
export function fromEntity(category: Category, day: string, entity: Entity, large?: Large): StoredRecord {
  const { time, identity } = timeOfRow(day, entity.partitionKey, entity.rowKey);
  const columns = blankColumns(category);
  for (const column of category.columns) {
    const stored = entity[column.name];
    if (stored === undefined) {
      const long = large?.columns[column.name];
      if (long !== undefined) columns[column.name] = long;
      continue;
    }
    columns[column.name] =
      typeof stored === 'string' ? fromText(column, takeText(entity, column.name) ?? stored) : fromNumber(stored);
  }
  return {
    category,
    label: String(columns['Category'] ?? category.name),
    time,
    identity,
    columns,
    additional: large ? large.additional : takeText(entity, 'additional'),
    delivered: large ? large.delivered : (takeText(entity, 'delivered') ?? ''),
    receivedAt: String(entity['received'] ?? ''),
    source: String(entity['source'] ?? ''),
    origin: takeText(entity, 'origin'),
    timeReplaced: entity['timeReplaced'] === true || undefined,
  };
}

/** A column's value as it is stored and compared: times without their `Z`, so that a longer fraction sorts after a shorter one. */
export function toValue(column: Column, value: ColumnValue): Value {
  if (column.type === 'time') return String(value).slice(0, -1);
  if (column.type === 'long') return BigInt(value);
  return value;
}

function fromText(column: Column, stored: string): string {
  return column.type === 'time' ? `${stored}Z` : stored;
}

function fromNumber(stored: Value): ColumnValue {
  return typeof stored === 'bigint' && Number.isSafeInteger(Number(stored)) ? Number(stored) : stored;
}

function textChars(record: StoredRecord): number {
  let chars = record.delivered.length + (record.additional?.length ?? 0);
  for (const name in record.columns) {
    const value = record.columns[name];
    if (typeof value === 'string') chars += value.length;
  }
  return chars;
}

function largeOf(record: StoredRecord): Large {
  const columns: Record<string, string> = {};
  for (const column of record.category.columns) {
    const value = record.columns[column.name];
    if (typeof value === 'string' && value.length > shortChars) columns[column.name] = value.toWellFormed();
  }
  const additional = record.additional === undefined ? {} : { additional: record.additional };
  return { delivered: record.delivered, ...additional, columns };
}
