/** A store that counts every request that is asked of it: on Azure each of them is paid for. */
import type { TableStore } from '../shared/storage/table-store.ts';

export interface AllRequests {
  readonly store: TableStore;
  /** Requests since the last call. */
  take(): number;
}

export function allRequests(inner: TableStore): AllRequests {
  let requests = 0;
  const count =
    <Args extends unknown[], Result>(call: (...args: Args) => Result) =>
    (...args: Args): Result => {
      requests += 1;
      return call(...args);
    };
  return {
    store: {
      createTable: count(inner.createTable.bind(inner)),
      dropTable: count(inner.dropTable.bind(inner)),
      listTables: count(inner.listTables.bind(inner)),
      transact: count(inner.transact.bind(inner)),
      get: count(inner.get.bind(inner)),
      query: count(inner.query.bind(inner)),
      close: inner.close.bind(inner),
    },
    take() {
      const taken = requests;
      requests = 0;
      return taken;
    },
  };
}
