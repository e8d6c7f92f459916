/** How much Table Storage charges rows for. */
import { type Entity, everyRow, type TableStore, type Value } from '../shared/storage/table-store.ts';

/** Of numbers, times and flags; a text has its length and 4 bytes more. */
const bytesOf = (value: Value): number =>
  typeof value === 'string' ? value.length * 2 + 4 : typeof value === 'boolean' ? 1 : 8;

/** https://learn.microsoft.com/archive/blogs/avkashchauhan/how-the-size-of-an-entity-is-caclulated-in-windows-azure-table-storage */
export function chargedBytes({ partitionKey, rowKey, etag: _, ...properties }: Entity): number {
  const each = Object.entries(properties).filter((one): one is [string, Value] => one[1] !== undefined);
  const inProperties = each.reduce((sum, [name, value]) => sum + 8 + name.length * 2 + bytesOf(value), 0);
  return 4 + (partitionKey.length + rowKey.length) * 2 + inProperties;
}

/** Bytes of all rows of all tables. */
export async function chargedSpace(store: TableStore): Promise<number> {
  let bytes = 0;
  for (const table of await store.listTables(''))
    for await (const row of everyRow(store, table, {})) bytes += chargedBytes(row);
  return bytes;
}
