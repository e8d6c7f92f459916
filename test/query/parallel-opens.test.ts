/** How many partitions a query reads at once: many, and never so many that others have no room. */
import { setImmediate as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { allCategories } from '../../shared/categories/index.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { pageOf, readingFrom, recordAt, storeOf } from './records.ts';

/** A store that keeps the most queries of records that were under way at once. */
function watched(inner: TableStore) {
  let under = 0;
  let most = 0;
  const query: TableStore['query'] = async (table, asked) => {
    if (!table.startsWith('Records')) return inner.query(table, asked);
    under += 1;
    most = Math.max(most, under);
    // Long enough for everything that does not wait to begin.
    for (let turn = 0; turn < 5; turn += 1) await pause();
    const page = await inner.query(table, asked);
    under -= 1;
    return page;
  };
  return { reading: readingFrom({ ...inner, query }), most: () => most };
}

it('reads 16 partitions at once, and no more, for a list of all categories', async () => {
  // Every category has a record in the same hour.
  const start = Date.parse('2026-03-04T10:00:00Z');
  const records = allCategories.map((category, index) => recordAt(start + index * 1000, { category }));
  const { reading, most } = watched(await storeOf(records));
  expect((await pageOf(reading, 'limit=1000')).records).toHaveLength(records.length);
  expect(most()).toBe(16);
});
