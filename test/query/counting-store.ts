/** A store that counts what is asked of it, by table without its day or month. */
import type { Query, TableStore } from '../../shared/storage/table-store.ts';

export interface CountingStore {
  readonly store: TableStore;
  /** Requests since the last call, by kind of table: `{ Hours: 1, Records: 2 }`. */
  readonly asked: () => Record<string, number>;
  /** The queries since the last call of {@link asked}, as they were asked. */
  readonly queries: () => readonly { readonly table: string; readonly query: Query }[];
}

export function countingStore(inner: TableStore): CountingStore {
  let counts: Record<string, number> = {};
  let queries: { table: string; query: Query }[] = [];
  const count = (table: string) => {
    const kind = /^[A-Za-z]+/.exec(table)?.[0] ?? '';
    const name = table.startsWith('Records') ? 'Records' : kind;
    counts[name] = (counts[name] ?? 0) + 1;
  };
  return {
    store: {
      ...inner,
      query: (table, query) => {
        count(table);
        queries.push({ table, query });
        return inner.query(table, query);
      },
      get: (table, ...keys) => {
        count(table);
        return inner.get(table, ...keys);
      },
      listTables: (prefix, before) => {
        count('Tables');
        return inner.listTables(prefix, before);
      },
    },
    asked: () => {
      const before = counts;
      counts = {};
      queries = [];
      return before;
    },
    queries: () => queries,
  };
}

/** The store with pages that end early, now and then empty, as Table Storage's do when it is busy. */
export function shortPages(inner: TableStore): TableStore {
  let turn = 0;
  return {
    ...inner,
    query: async (table, query) => {
      turn += 1;
      if (turn % 3 === 0 && query.continuation === undefined) {
        // Nothing yet, but more to come: the first row is found by the next request.
        return { entities: [], continuation: `start ${turn}` };
      }
      const { continuation, ...rest } = query;
      const resumed = continuation === undefined || continuation.startsWith('start ') ? rest : query;
      return inner.query(table, { ...resumed, limit: Math.min(query.limit ?? 1000, (turn % 4) + 1) });
    },
  };
}
