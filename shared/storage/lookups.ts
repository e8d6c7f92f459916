/** The rows of `Lookups` for a record: one for each value by which it can be found. */
import type { StoredRecord } from '../categories/record.ts';
import { invertedTime, lookupsTable, startOfHour } from './keys.ts';
import type { LookupHash } from './lookup-hash.ts';
import type { Entity } from './table-store.ts';

/** Values that stand for no one: they would lead to everything. */
const placeholder = /^(?:|null|unknown|redacted|0{8}-0000-0000-0000-0{12})$/i;

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
  const { category, columns, time, identity, label } = record;
  const single = new Map<string, string[]>();
  const common = new Set<string>();
  for (const column of category.lookups) {
    const value = columns[column.name];
    if (value === undefined) continue;
    const text = String(value).trim();
    if (placeholder.test(text)) continue;
    const hash = hashOf(text);
    const names = single.get(hash);
    if (column.common) common.add(hash);
    else if (names) names.push(column.name);
    else single.set(hash, [column.name]);
  }
  const rows: LookupRow[] = [];
  const add = (hash: string, at: string, properties: Record<string, string | undefined>) => {
    const keys = { partitionKey: hash.slice(0, 1), rowKey: `${hash}-${at}` };
    rows.push({ table: lookupsTable(time), entity: { ...keys, ...properties } });
  };
  for (const [hash, names] of single) {
    add(hash, `${invertedTime(time)}-${category.slug}-${identity}`, {
      columns: names.join(),
      time: String(columns['TimeGenerated']),
      category: textOf(label),
      operation: textOf(columns['OperationName']),
      result: textOf(columns['ResultType']),
    });
  }
  for (const hash of common) {
    const names = category.lookups.filter((column) => column.common).map(({ name }) => name);
    add(hash, `${invertedTime(startOfHour(time))}-${category.slug}-hour`, { columns: names.join() });
  }
  return rows;
}

/** Longer than any of these is; what a sender makes up must not keep the row from being written. */
const longestText = 256;

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value).slice(0, longestText).toWellFormed();
}
