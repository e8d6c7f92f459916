import { beforeEach, describe, expect, it } from 'vitest';
import { insertRecords } from '../../shared/storage/insert-records.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { type Entity, StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { faultyStore } from '../crash/faulty-store.ts';
import { inserts, row } from './contract.ts';

let inner: TableStore;
let store: TableStore;
let calls: readonly string[];
beforeEach(async () => {
  inner = sqliteTables({ path: ':memory:' });
  await inner.createTable('Rows');
  const counting = faultyStore(inner);
  store = counting.store;
  calls = counting.calls;
});

const keyOf = (number: number) => String(number).padStart(6, '0');
const rowsOf = (numbers: readonly number[], batch: string, content = 'c'): Entity[] =>
  numbers.map((number) => row('p', keyOf(number), { batch, content }));
const upTo = (count: number, step = 1) => Array.from({ length: count }, (_, index) => index * step);

const count = (name: string) => calls.filter((call) => call.startsWith(name)).length;

describe('insertRecords', () => {
  it('stores rows that are not there by one transaction', async () => {
    const outcomes = await insertRecords(store, 'Rows', rowsOf(upTo(100), 'b-1'));
    expect([...outcomes]).toEqual(upTo(100).map((number) => [keyOf(number), { outcome: 'stored' }]));
    expect(calls).toEqual(['transact Rows']);
  });

  it('tells rows that are there by one query, and stores the others', async () => {
    await insertRecords(inner, 'Rows', rowsOf([3, 5], 'b-0'));
    await insertRecords(inner, 'Rows', rowsOf([7], 'b-0', 'other'));
    const outcomes = await insertRecords(store, 'Rows', rowsOf(upTo(10), 'b-1'));
    expect(upTo(10).map((number) => outcomes.get(keyOf(number)))).toEqual(
      upTo(10).map((number) => {
        if (number === 7) return { outcome: 'duplicate', differs: true };
        return number === 3 || number === 5 ? { outcome: 'duplicate', differs: false } : { outcome: 'stored' };
      }),
    );
    expect(calls).toEqual(['transact Rows', 'query Rows', 'transact Rows']);
    expect(await inner.get('Rows', 'p', keyOf(7))).toMatchObject({ batch: 'b-0', content: 'other' });
  });

  it('knows rows of its own batch, whose answer was lost', async () => {
    await insertRecords(inner, 'Rows', rowsOf(upTo(4), 'b-1'));
    const outcomes = await insertRecords(store, 'Rows', rowsOf(upTo(6), 'b-1'));
    expect([...outcomes.values()]).toEqual(upTo(6).map(() => ({ outcome: 'stored' })));
  });

  it('asks for single rows only where thousands of others stand between them, and then for no more than a batch', async () => {
    for (let start = 0; start < 6000; start += 100) {
      await inner.transact(
        'Rows',
        inserts(
          ...rowsOf(
            upTo(100).map((number) => start + number),
            'b-0',
          ),
        ),
      );
    }
    const spread = rowsOf([...upTo(50, 100), 9000], 'b-1');
    const outcomes = await insertRecords(store, 'Rows', spread);
    expect([...outcomes.values()].filter(({ outcome }) => outcome === 'duplicate')).toHaveLength(50);
    expect(outcomes.get(keyOf(9000))).toEqual({ outcome: 'stored' });
    expect(count('query')).toBe(3);
    expect(count('get')).toBeLessThan(25);
    expect(count('transact')).toBe(2);
  });

  it('goes on when rows appear while it asks', async () => {
    const late = [2, 4, 6];
    const query: TableStore['query'] = async (...asked) => {
      const page = await inner.query(...asked);
      const next = late.shift();
      if (next !== undefined) await inner.transact('Rows', inserts(...rowsOf([next], 'b-2')));
      return page;
    };
    await insertRecords(inner, 'Rows', rowsOf([0], 'b-0'));
    const outcomes = await insertRecords({ ...inner, query }, 'Rows', rowsOf(upTo(8), 'b-1'));
    const duplicates = [...outcomes].filter(([, { outcome }]) => outcome === 'duplicate').map(([key]) => Number(key));
    expect(duplicates.sort()).toEqual([0, 2, 4, 6]);
    expect(outcomes.size).toBe(8);
  });

  it('gives up, rather than asking forever, on a store that contradicts itself', async () => {
    const transact: TableStore['transact'] = async () => ({ outcome: 'exists' });
    await expect(insertRecords({ ...inner, transact }, 'Rows', rowsOf([1], 'b-1'))).rejects.toBeInstanceOf(
      StorageUnavailable,
    );
  });

  it('follows short and empty pages to their end', async () => {
    await insertRecords(inner, 'Rows', rowsOf(upTo(10), 'b-0'));
    const query: TableStore['query'] = async (table, asked) =>
      asked.continuation === undefined
        ? { entities: [], continuation: 'start' }
        : inner.query(table, withoutContinuation(asked));
    const outcomes = await insertRecords({ ...inner, query }, 'Rows', rowsOf(upTo(12), 'b-1'));
    expect([...outcomes.values()].filter(({ outcome }) => outcome === 'duplicate')).toHaveLength(10);
  });

  it('says expired where the table is being dropped, and creates the one that is not there', async () => {
    const transact: TableStore['transact'] = async () => ({ outcome: 'being-dropped' });
    expect((await insertRecords({ ...inner, transact }, 'Rows', rowsOf([1], 'b-1'))).get(keyOf(1))).toEqual({
      outcome: 'expired',
    });
    expect((await insertRecords(inner, 'Others', rowsOf([1], 'b-1'))).get(keyOf(1))).toEqual({ outcome: 'stored' });
  });
});

function withoutContinuation({ continuation: _, ...query }: Parameters<TableStore['query']>[1]) {
  return query;
}
