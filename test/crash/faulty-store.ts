/** A store whose nth call goes wrong, for showing that nothing is lost by it. */
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';

/** What goes wrong at a call. */
export const faults = {
  'fails once': { happens: false, afterwards: true },
  'happens, but its answer is lost': { happens: true, afterwards: true },
  'is the last one before the process ends': { happens: true, afterwards: false },
  'fails, and all that follow': { happens: false, afterwards: false },
} as const;

export type Fault = keyof typeof faults;

export interface FaultyStore {
  readonly store: TableStore;
  /** Names of the calls made, as `transact Records20260304sms`. */
  readonly calls: readonly string[];
}

/** `at`: the place of the call that goes wrong, from 0; -1 for none. */
export function faultyStore(inner: TableStore, at = -1, fault: Fault = 'fails once'): FaultyStore {
  const calls: string[] = [];
  const { happens, afterwards } = faults[fault];
  async function call<T>(name: string, work: () => Promise<T>): Promise<T> {
    const place = calls.push(name) - 1;
    if (at < 0 || place < at || (place > at && afterwards)) return work();
    if (place === at && happens) await work();
    throw new StorageUnavailable(`${fault}: ${name}`);
  }
  return {
    calls,
    store: {
      createTable: (table) => call(`create ${table}`, () => inner.createTable(table)),
      dropTable: (table) => call(`drop ${table}`, () => inner.dropTable(table)),
      listTables: (prefix, before) => call(`list ${prefix}`, () => inner.listTables(prefix, before)),
      transact: (table, operations) => call(`transact ${table}`, () => inner.transact(table, operations)),
      get: (table, partitionKey, rowKey) => call(`get ${table}`, () => inner.get(table, partitionKey, rowKey)),
      query: (table, query) => call(`query ${table}`, () => inner.query(table, query)),
      close: async () => {},
    },
  };
}
