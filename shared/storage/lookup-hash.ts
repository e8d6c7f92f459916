/** Keyed hashes of values that users may hold in hand: in lookups and the audit log values never stand in clear. */
import { createHmac, randomBytes } from 'node:crypto';
import { lookupForm } from './lookup-form.ts';
import { StorageUnavailable, type TableStore } from './table-store.ts';
import { transactIn } from './transact-in.ts';

/** Hashes the looked-up form of a value: 32 hex digits of HMAC-SHA-256. */
export type LookupHash = (value: string) => string;

/** Values of one sender repeat: own numbers, addresses, the ids of a call. */
const mostRemembered = 20_000;
const longestRemembered = 256;

/** The hash under a key (any text). */
export function lookupHash(key: string): LookupHash {
  const remembered = new Map<string, string>();
  return (value) => {
    const known = remembered.get(value);
    if (known !== undefined) return known;
    const hash = createHmac('sha256', key).update(lookupForm(value)).digest('hex').slice(0, 32);
    if (remembered.size >= mostRemembered) remembered.clear();
    if (value.length <= longestRemembered) remembered.set(value, hash);
    return hash;
  };
}

/** Where the store's own key stands. */
export const hashKeyPlace = { table: 'Settings', partitionKey: 'secrets', rowKey: 'hash-key' } as const;

/** The store's own key, made once: whoever inserts it first wins, and everyone reads that one. */
export async function storedHashKey(store: TableStore): Promise<string> {
  const { table, ...place } = hashKeyPlace;
  const key = randomBytes(32).toString('hex');
  const result = await transactIn(store, table, [{ kind: 'insert', entity: { ...place, key } }]);
  if (result.outcome === 'done') return key;
  const stored = await store.get(table, place.partitionKey, place.rowKey);
  if (typeof stored?.['key'] !== 'string') throw new StorageUnavailable('the hash key in table Settings is missing');
  return stored['key'];
}
