/** A store whose calls take turns by chance, the same for the same seed, so that those who work at once meet at every place. */
import type { TableStore } from '../../../shared/storage/table-store.ts';
import { StorageUnavailable } from '../../../shared/storage/table-store.ts';

export interface SlowStore {
  readonly store: TableStore;
  /** The calls of this one end here: its process is gone after so many. */
  readonly calls: () => number;
}

/** A generator of numbers from 0 to 1, the same for the same seed. */
export function chance(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** `diesAfter`: after so many calls none is made any more. */
export function slowStore(inner: TableStore, random: () => number, diesAfter = Number.POSITIVE_INFINITY): SlowStore {
  let calls = 0;
  const turn = async () => {
    if (calls >= diesAfter) throw new StorageUnavailable('its process is gone');
    calls += 1;
    for (let wait = Math.floor(random() * 6); wait > 0; wait -= 1)
      await new Promise((resolve) => setImmediate(resolve));
  };
  const slow =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      await turn();
      const result = await call(...args);
      // The answer takes its time too.
      await new Promise((resolve) => setImmediate(resolve));
      return result;
    };
  return {
    calls: () => calls,
    store: {
      createTable: slow(inner.createTable.bind(inner)),
      dropTable: slow(inner.dropTable.bind(inner)),
      listTables: slow(inner.listTables.bind(inner)),
      transact: slow(inner.transact.bind(inner)),
      get: slow(inner.get.bind(inner)),
      query: slow(inner.query.bind(inner)),
      close: async () => {},
    },
  };
}
