/** The store of an installation whose storage is not set: every method says so. */
import { StorageUnavailable, type TableStore } from './storage/table-store.ts';

/** A store that answers nothing; it stands in while the settings are wrong, so that `/health` can say what is. */
export function unavailableStore(): TableStore {
  const refuse = async (): Promise<never> => {
    throw new StorageUnavailable('No storage is set.');
  };
  return {
    createTable: refuse,
    dropTable: refuse,
    listTables: refuse,
    transact: refuse,
    get: refuse,
    query: refuse,
    close: async () => {},
  };
}
