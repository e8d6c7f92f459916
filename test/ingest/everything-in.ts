/** All that a store holds, as one text to search for what must not be there. */
import { everyRow, type TableStore } from '../../shared/storage/table-store.ts';

/** Names of tables, keys and values of all rows. */
export async function everythingIn(store: TableStore): Promise<string> {
  const tables = await store.listTables('');
  const rows = await Promise.all(tables.map((table) => Array.fromAsync(everyRow(store, table, {}))));
  return JSON.stringify([tables, rows], (_, value) => (typeof value === 'bigint' ? String(value) : value));
}
