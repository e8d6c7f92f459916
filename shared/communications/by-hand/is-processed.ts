/** Whether a record is in a communication: its first key leads to one that stands, or went because it was successful long ago. */
import { keyPlace } from '../../storage/communication-keys.ts';
import type { TableStore } from '../../storage/table-store.ts';
import type { Seed } from '../gather/closure.ts';
import { readLocation } from '../gather/location.ts';
import { resolve } from '../gather/pointers.ts';
import { standingOnly } from './standing-communications.ts';

/** `goneBefore` (ms): those that were successful and started before it are there no more. A process that ended may have left a pointer to what it never wrote. Throws StorageUnavailable. */
export async function isProcessed(store: TableStore, { key, first }: Seed, goneBefore: number): Promise<boolean> {
  const { anchor } = await resolve(store, keyPlace(key, first));
  if (!anchor || anchor.anchor.released) return false;
  const { table, partitionKey: partition, rowKey } = anchor.anchor.at;
  // The blank is the first character that a key may have.
  const rows = { from: rowKey, until: `${rowKey} ` };
  const { entities } = await store.query(table, { partition, rows, filter: standingOnly, select: [] });
  return entities.length > 0 || readLocation(table, rowKey).start < goneBefore;
}
