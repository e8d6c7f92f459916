/** Sorts records by a column's values, and writes the value down where a page ended. */
import type { LogRecord } from '../categories/record.ts';
import { toValue } from '../storage/record-entity.ts';
import type { Value } from '../storage/table-store.ts';

/** Texts are told apart by their beginning only, so that cursors stay short; equal beginnings go by id. */
export const comparedChars = 200;

/** The value of a column by which a record is sorted; undefined when it has none, or an empty one. */
export function sortValue({ category, columns }: LogRecord, name: string): Value | undefined {
  const column = category.columnNamed(name);
  const value = column && columns[column.name];
  if (!column || value === undefined || value === '') return undefined;
  const stored = toValue(column, value);
  return typeof stored === 'string' ? stored.slice(0, comparedChars).toWellFormed() : stored;
}

/** Ascending: none first, then truth values, numbers as numbers, then texts by code unit. */
export function compareValues(a: Value | undefined, b: Value | undefined): number {
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  return a === undefined || b === undefined || a === b ? 0 : a < b ? -1 : a > b ? 1 : 0;
}

function rankOf(value: Value | undefined): number {
  if (value === undefined) return 0;
  if (typeof value === 'boolean') return 1;
  return typeof value === 'string' ? 3 : 2;
}

/** The value as a text that {@link fromSortText} reads. */
export function toSortText(value: Value | undefined): string {
  return value === undefined ? '' : `${typeof value} ${value}`;
}

/** Undefined stands for no value; null: the text is none that {@link toSortText} wrote. */
export function fromSortText(text: string): Value | undefined | null {
  if (text === '') return undefined;
  const [, type, value = ''] = /^(string|number|bigint|boolean) (.*)$/s.exec(text) ?? [];
  if (type === 'string') return value;
  if (type === 'boolean') return value === 'true';
  if (type === 'number' && Number.isFinite(Number(value))) return Number(value);
  return type === 'bigint' && /^-?\d{1,20}$/.test(value) ? BigInt(value) : null;
}
