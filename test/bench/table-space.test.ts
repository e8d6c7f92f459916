import { describe, expect, it } from 'vitest';
import { chargedBytes, chargedSpace } from '../../bench/support-table-space.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';

describe('the space that is charged', () => {
  it('of a row is its keys, and of each property the name, the value and eight bytes', () => {
    expect(chargedBytes({ partitionKey: 'p', rowKey: 'rr' })).toBe(4 + 6);
    expect(chargedBytes({ partitionKey: 'p', rowKey: 'rr', text: 'abc' })).toBe(10 + 8 + 8 + (6 + 4));
    expect(chargedBytes({ partitionKey: 'p', rowKey: 'rr', n: 1.5, b: true, l: 5n })).toBe(10 + 30 + 8 + 1 + 8);
    expect(chargedBytes({ partitionKey: 'p', rowKey: 'rr', none: undefined, etag: 'tag' })).toBe(10);
  });

  it('of a store is that of all rows of all tables', async () => {
    const store = sqliteTables({ path: ':memory:' });
    for (const table of ['One', 'Two']) {
      await store.createTable(table);
      await store.transact(table, [{ kind: 'insert', entity: { partitionKey: 'p', rowKey: 'rr', text: 'abc' } }]);
    }
    expect(await chargedSpace(store)).toBe(2 * 36);
    await store.close();
  });
});
