import { beforeEach, expect, it } from 'vitest';
import { removeLookups } from '../../shared/storage/remove-lookups.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';

const table = 'Lookups202603';
const keysOf = (rowKey: string) => ({ table, partitionKey: 'a', rowKey });

let store: TableStore;
const write = (rowKey: string) =>
  store.transact(table, [{ kind: 'upsert', entity: { partitionKey: 'a', rowKey, columns: 'MessageId' } }]);
beforeEach(async () => {
  store = sqliteTables({ path: ':memory:' });
  await store.createTable(table);
  for (const rowKey of ['a-1', 'a-2', 'a-3']) await write(rowKey);
});

const left = async () => (await store.query(table, {})).entities.map(({ rowKey }) => rowKey);

it('removes the lookups it is told, and no other', async () => {
  await removeLookups(store, ['a-1', 'a-3', 'a-4'].map(keysOf));
  expect(await left()).toEqual(['a-2']);
  await removeLookups(store, [{ ...keysOf('a-1'), table: 'Lookups202604' }]);
  expect(await left()).toEqual(['a-2']);
});

it('removes one that is written meanwhile, but not for ever', async () => {
  let writes = 3;
  const get: TableStore['get'] = async (...keys) => {
    const row = await store.get(...keys);
    if (writes-- > 0) await write(keys[2]);
    return row;
  };
  await removeLookups({ ...store, get }, [keysOf('a-1')]);
  expect(await left()).toEqual(['a-2', 'a-3']);
  writes = Number.POSITIVE_INFINITY;
  await expect(removeLookups({ ...store, get }, [keysOf('a-2')])).rejects.toBeInstanceOf(StorageUnavailable);
});
