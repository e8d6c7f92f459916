/** Counts what a copy would move, without reading more than keys. */
import type { TableStore } from '../storage/table-store.ts';
import { copiedTables } from './copied-tables.ts';
import type { CopyWatch } from './copy-watch.ts';
import { rowsOf } from './rows-of.ts';

export interface StoreCount {
  readonly tables: number;
  readonly rows: number;
  readonly leftOut: readonly string[];
}

export async function countStore(store: TableStore, watch: CopyWatch): Promise<StoreCount> {
  const { tables, leftOut } = await copiedTables(store);
  let rows = 0;
  watch.begins('counting', tables.length);
  for (const table of tables) {
    for await (const _ of rowsOf(store, table, { select: [] })) {
      rows += 1;
      watch.rows(1);
    }
    watch.tableDone();
  }
  return { tables: tables.length, rows, leftOut };
}
