/** A store that keeps everything but what ingesting writes, so that reading is measured without storing. */
import { sqliteTables } from '../shared/storage/sqlite.ts';
import type { TableStore } from '../shared/storage/table-store.ts';

const ingested = /^(Records|Lookups|Parts|Hours|Latest|Pending|Outcomes)/;

/** In memory; transactions of ingesting are acknowledged and forgotten. */
export function forgetfulStore(): TableStore {
  const inner = sqliteTables({ path: ':memory:' });
  return {
    ...inner,
    transact: async (table, operations) =>
      ingested.test(table) ? { outcome: 'done', etags: operations.map(() => '1') } : inner.transact(table, operations),
  };
}
