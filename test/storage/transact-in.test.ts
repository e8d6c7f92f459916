import { describe, expect, it } from 'vitest';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { transactIn } from '../../shared/storage/transact-in.ts';
import { inserts, row } from './contract.ts';

const operations = inserts(row('p', 'r', { a: 1 }));

describe('transactIn', () => {
  it('creates the table when it is not there', async () => {
    const store = sqliteTables({ path: ':memory:' });
    expect(await transactIn(store, 'Rows', operations)).toMatchObject({ outcome: 'done' });
    expect(await store.get('Rows', 'p', 'r')).toMatchObject({ a: 1 });
    expect(await transactIn(store, 'Rows', operations)).toMatchObject({ outcome: 'exists' });
  });

  it('says that the table is being dropped, whenever that shows', async () => {
    const store = sqliteTables({ path: ':memory:' });
    const dropping = async () => ({ outcome: 'being-dropped' }) as const;
    const absent = async () => ({ outcome: 'no-table' }) as const;
    for (const faulty of [
      { ...store, transact: dropping },
      { ...store, createTable: async () => 'being-dropped' as const },
      { ...store, transact: absent },
    ]) {
      expect(await transactIn(faulty, 'Rows', operations)).toEqual({ outcome: 'being-dropped' });
    }
  });
});
