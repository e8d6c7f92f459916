/** The rows of `Lookups` for a record: one for each value by which it can be found. */
import type { ColumnValue } from '../categories/read-value.ts';
import type { StoredRecord } from '../categories/record.ts';
import { invertedTime, lookupsTable, startOfHour } from './keys.ts';
import type { LookupHash } from './lookup-hash.ts';
import { lookupValues } from './lookup-values.ts';
import type { Entity } from './table-store.ts';

/** Values that stand for no one: they would lead to everything. */
const placeholder = /^(?:|null|unknown|redacted|0{8}-0000-0000-0000-0{12})$/i;

/** Where a lookup stands. */
export interface LookupKeys {
  readonly table: string;
  readonly partitionKey: string;
  readonly rowKey: string;
}

/** The lookup of one record by one hash. */
export function lookupKeys(
  hash: string,
  { category, time, identity }: Pick<StoredRecord, 'category' | 'time' | 'identity'>,
): LookupKeys {
  const rowKey = `${hash}-${invertedTime(time)}-${category.slug}-${identity}`;
  return { table: lookupsTable(time), partitionKey: hash.slice(0, 1), rowKey };
}

/** The text by which a column's value is looked up; undefined where it stands for no one. */
export function lookedUpText(value: ColumnValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = String(value).trim();
  return placeholder.test(text) ? undefined : text;
}

/** The hashes by which the record, and it alone, is found. */
export function ownHashesOf(record: StoredRecord, hashOf: LookupHash): string[] {
  const hashes = new Set<string>();
  for (const column of record.category.lookups) {
    if (column.common) continue;
    for (const value of lookupValues(column, record.columns[column.name])) {
      const text = lookedUpText(value);
      if (text !== undefined) hashes.add(hashOf(text));
    }
  }
  return [...hashes];
}

/** A row and the table it belongs into. */
export interface LookupRow {
  readonly table: string;
  readonly entity: Entity;
}

/**
 * Lookup rows of a record. A value in several columns has one row that names them all. Of a `common` column the row says
 * only that the value occurs in that hour of the category, so that a million records of one number make a row an hour; it
 * names all common columns of the category, so that every writer of the row writes the same.
 */
export function lookupsOf(record: StoredRecord, hashOf: LookupHash): LookupRow[] {
  const { category, columns, time, label } = record;
  const single = new Map<string, string[]>();
  const common = new Set<string>();
  for (const column of category.lookups) {
    for (const value of lookupValues(column, columns[column.name])) {
      const text = lookedUpText(value);
      if (text === undefined) continue;
      const hash = hashOf(text);
      const names = single.get(hash);
      if (column.common) common.add(hash);
      else if (!names) single.set(hash, [column.name]);
      else if (!names.includes(column.name)) names.push(column.name);
    }
  }
  const rows: LookupRow[] = [];
  for (const [hash, names] of single) {
    const { table, partitionKey, rowKey } = lookupKeys(hash, record);
    const entity = {
      partitionKey,
      rowKey,
      columns: names.join(),
      time: String(columns['TimeGenerated']),
      category: textOf(label),
      operation: textOf(columns['OperationName']),
      result: textOf(columns['ResultType']),
    };
    rows.push({ table, entity });
  }
  for (const hash of common) {
    const names = category.lookups.filter((column) => column.common).map(({ name }) => name);
    const rowKey = `${hash}-${invertedTime(startOfHour(time))}-${category.slug}-hour`;
    rows.push({
      table: lookupsTable(time),
      entity: { partitionKey: hash.slice(0, 1), rowKey, columns: names.join() },
    });
  }
  return rows;
}

/** Longer than any of these is; what a sender makes up must not keep the row from being written. */
const longestText = 256;

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value).slice(0, longestText).toWellFormed();
}
