/** A transaction in a table that may not exist yet. */
import type { Operation, TableStore, TransactionResult } from './table-store.ts';

type Settled = Exclude<TransactionResult, { outcome: 'no-table' | 'being-dropped' }> | { outcome: 'being-dropped' };

/** Transacts, creating the table when it is not there. `being-dropped`: the table was just purged; nothing was written. */
export async function transactIn(store: TableStore, table: string, operations: readonly Operation[]): Promise<Settled> {
  const result = await store.transact(table, operations);
  if (result.outcome !== 'no-table') return result as Settled;
  if ((await store.createTable(table)) === 'being-dropped') return { outcome: 'being-dropped' };
  const second = await store.transact(table, operations);
  return second.outcome === 'no-table' ? { outcome: 'being-dropped' } : (second as Settled);
}
