/** Whether a record is in a communication: its first key leads to one that was not deleted. */
import { keyPlace } from '../../storage/communication-keys.ts';
import type { TableStore } from '../../storage/table-store.ts';
import type { Seed } from '../gather/closure.ts';
import { resolve } from '../gather/pointers.ts';

/** Throws StorageUnavailable. */
export async function isProcessed(store: TableStore, { key, first }: Seed): Promise<boolean> {
  const { anchor } = await resolve(store, keyPlace(key, first));
  return anchor !== undefined && !anchor.anchor.released;
}
