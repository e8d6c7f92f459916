/** What the files of the contract suite share: a store for each driver, and tables of their own. */

import { afterAll, beforeAll, describe } from 'vitest';
import type { Entity, Operation, Stored, TableStore } from '../../shared/storage/table-store.ts';
import { everyRow } from '../../shared/storage/table-store.ts';
import { drivers } from './drivers.ts';

export interface Contract {
  /** The store under test. */
  readonly store: () => TableStore;
  /** The name of a new, empty table. */
  readonly newTable: () => Promise<string>;
}

let tables = 0;

/** A table's name that no other test of this file has. */
export function freshName(): string {
  tables += 1;
  return `Rows${tables}`;
}

/** Runs the tests that `define` declares once for each driver. */
export function onEveryDriver(define: (contract: Contract) => void): void {
  describe.each(drivers)('$name', ({ open }) => {
    let store: TableStore;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(async () => {
      for (const table of await store.listTables('')) await store.dropTable(table);
      await store.close();
    });
    define({
      store: () => store,
      async newTable() {
        const table = freshName();
        await store.createTable(table);
        return table;
      },
    });
  });
}

export function row(
  partitionKey: string,
  rowKey: string,
  properties: Readonly<Record<string, Entity[string]>> = {},
): Entity {
  return { ...properties, partitionKey, rowKey };
}

export function inserts(...entities: Entity[]): Operation[] {
  return entities.map((entity) => ({ kind: 'insert', entity }));
}

/** The row without its tag, for comparing. */
export function contentOf(stored: Stored | undefined): Entity | undefined {
  if (stored === undefined) return undefined;
  const { etag: _, ...content } = stored;
  return content as Entity;
}

/** `partition/row` of every row of a query, all pages. */
export async function keysOf(
  store: TableStore,
  table: string,
  query: Parameters<TableStore['query']>[1],
): Promise<string[]> {
  const keys: string[] = [];
  for await (const { partitionKey, rowKey } of everyRow(store, table, query)) keys.push(`${partitionKey}/${rowKey}`);
  return keys;
}
