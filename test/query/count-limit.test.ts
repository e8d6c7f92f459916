/** Counting stops at 100,000 records, and says so. */
import { expect, it } from 'vitest';
import { recordKeys, startOfHour } from '../../shared/storage/keys.ts';
import { everyRow, type TableStore } from '../../shared/storage/table-store.ts';
import { countingStore } from './counting-store.ts';
import { pageOf, readingFrom, recordAt, storeOf } from './records.ts';

const most = 100_000;
const hour = startOfHour(Date.parse('2026-03-04T10:00:00Z'));
const lastMs = 3_599_999;

/** A store in which an hour has so many records, one a millisecond, made page by page when they are asked for. */
async function hourOf(size: number): Promise<TableStore> {
  const one = recordAt(hour + lastMs, { columns: { ResultType: 'Succeeded' } });
  const inner = await storeOf([one]);
  const { table } = recordKeys(one.category, one.time, one.identity);
  const [row] = await Array.fromAsync(everyRow(inner, table, {}));
  if (!row) throw new Error('the record is not stored');
  return {
    ...inner,
    query: async (asked, query) => {
      if (asked !== table) return inner.query(asked, query);
      const from = Number(query.continuation ?? 0);
      const until = Math.min(size, from + (query.limit ?? 1000));
      const entities = Array.from({ length: until - from }, (_, index) => ({
        ...row,
        rowKey: recordKeys(one.category, one.time - from - index, one.identity).rowKey,
      }));
      return { entities, ...(until < size ? { continuation: String(until) } : {}) };
    },
  };
}

it('stops where there are more, after as many pages as that many records fill', async () => {
  const { store, asked } = countingStore(await hourOf(150_000));
  const page = await pageOf(readingFrom(store), 'category=sms&count=true&limit=1');
  expect(page).toMatchObject({ total: most, filtered: most, totalIsLowerBound: true });
  // One page is the list's own.
  expect(asked()['Records']).toBeLessThanOrEqual(most / 1000 + 1);
});

it('is exact where there are just as many', async () => {
  const page = await pageOf(readingFrom(await hourOf(most)), 'category=sms&count=true&limit=1');
  expect(page).toMatchObject({ total: most, filtered: most });
  expect(page.totalIsLowerBound).toBeUndefined();
});
