/** The row of a record by its id. */
import type { Category } from '../categories/define.ts';
import { readRecordId, recordKeys } from '../storage/keys.ts';
import type { Stored, TableStore } from '../storage/table-store.ts';

export interface RecordRow {
  readonly table: string;
  readonly time: number;
  readonly identity: string;
  readonly row: Stored;
}

/** The row and where it stands; undefined when it is not there. */
export async function recordRow(store: TableStore, category: Category, id: string): Promise<RecordRow | undefined> {
  const read = readRecordId(id);
  if (!read) throw new Error('a row names another one by something that is no id');
  const { time, identity } = read;
  const { table, partitionKey, rowKey } = recordKeys(category, time, identity);
  const row = await store.get(table, partitionKey, rowKey);
  return row && { table, time, identity, row };
}
