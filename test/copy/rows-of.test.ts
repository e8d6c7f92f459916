import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../../shared/copy/rows-of.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { drivers } from '../storage/drivers.ts';
import { fill, put } from './copying.ts';

describe.each(drivers)('rowsOf in $name', ({ open }) => {
  let store: TableStore;
  // In order.
  const keys = [
    ['a', 'a'],
    ['a', 'a '],
    ['a', 'a !'],
    ['a', 'a-'],
    ['a', 'b'],
    ['a ', 'a'],
    ['a-', 'a'],
    ['b', 'A'],
    ['b', 'a'],
  ] as const;
  beforeAll(async () => {
    store = await open();
    await put(store, 'Rows', ...keys.map(([partitionKey, rowKey]) => ({ partitionKey, rowKey })));
    await fill(store, 'Many', 'p', 1400);
    for (const n of [0, 1, 2, 3, 4, 5]) {
      const texts = Object.fromEntries(Array.from({ length: 15 }, (_, part) => [`t${part}`, 'x'.repeat(32_000)]));
      await put(store, 'Many', { partitionKey: 'q', rowKey: String(n), ...texts });
    }
  });
  afterAll(() => store.close());

  it.each([undefined, ...keys.keys()])('gives all rows after number %s, in order', async (at) => {
    const [partitionKey = '', rowKey = ''] = at === undefined ? [] : (keys[at] ?? []);
    const after = at === undefined ? undefined : { partitionKey, rowKey };
    const rows = await Array.fromAsync(rowsOf(store, 'Rows', { after }), (row) => [row.partitionKey, row.rowKey]);
    expect(rows).toEqual(keys.slice(at === undefined ? 0 : at + 1));
  });

  it('asks for pages that grow while rows are small, and shrink where they are large', async () => {
    const limits: number[] = [];
    const noting: TableStore = {
      ...store,
      query(table, query) {
        limits.push(query.limit ?? 0);
        return store.query(table, query);
      },
    };
    const rows = await Array.fromAsync(rowsOf(noting, 'Many'));
    expect(rows).toHaveLength(1406);
    expect(limits.slice(0, 4)).toEqual([25, 100, 400, 1000]);

    limits.length = 0;
    await Array.fromAsync(rowsOf(noting, 'Many', { after: { partitionKey: 'p', rowKey: '001399' } }));
    expect(limits.slice(0, 2)).toEqual([25, 25]);
  });
});
