/** A store that counts the requests it is asked while reading. */
import type { TableStore } from '../shared/storage/table-store.ts';

export interface Requests {
  readonly total: number;
  /** By kind of table, `Hours`, `Records`, `Lookups`; `Tables` are questions for the tables there are. */
  readonly byTable: Readonly<Record<string, number>>;
  /** How many different partitions, or ranges of them, of `Records` were asked. */
  readonly partitions: number;
}

export interface CountingStore {
  readonly store: TableStore;
  /** Requests since the last call. */
  take(): Requests;
}

export function countingStore(inner: TableStore): CountingStore {
  let byTable: Record<string, number> = {};
  let partitions = new Set<string>();
  const count = (table: string, partition?: unknown) => {
    const kind = /^(?:Records|[A-Za-z]+)/.exec(table)?.[0] ?? table;
    byTable[kind] = (byTable[kind] ?? 0) + 1;
    if (kind === 'Records') partitions.add(JSON.stringify([table, partition]));
  };
  return {
    store: {
      ...inner,
      query(table, query) {
        count(table, query.partition);
        return inner.query(table, query);
      },
      get(table, partition, row) {
        count(table, partition);
        return inner.get(table, partition, row);
      },
      listTables(prefix, before) {
        count('Tables');
        return inner.listTables(prefix, before);
      },
    },
    take() {
      const total = Object.values(byTable).reduce((sum, requests) => sum + requests, 0);
      const taken = { total, byTable, partitions: partitions.size };
      byTable = {};
      partitions = new Set();
      return taken;
    },
  };
}
