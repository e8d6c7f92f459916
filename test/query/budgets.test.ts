import { describe, expect, it } from 'vitest';
import { auth } from '../../shared/categories/auth.ts';
import { callClientMediaStats } from '../../shared/categories/call-client-media-stats.ts';
import { chat } from '../../shared/categories/chat.ts';
import { sms } from '../../shared/categories/sms.ts';
import { countingStore } from './counting-store.ts';
import { newestFirst, pageOf, readingFrom, recordAt, storeOf } from './records.ts';

const day = 86_400_000;
const idsOf = (list: Awaited<ReturnType<typeof pageOf>>) => newestFirst(list.records);

describe('requests to storage', () => {
  it('are two for the first page of a dense category, and of any later page', async () => {
    const start = Date.parse('2026-03-04T00:00:00Z');
    const records = Array.from({ length: 3000 }, (_, index) => recordAt(start + index * 20_000));
    const { store, asked } = countingStore(await storeOf(records));
    const first = await pageOf(readingFrom(store), 'category=sms');
    expect(asked()).toEqual({ Hours: 1, Records: 1 });
    expect(idsOf(first)).toEqual(newestFirst(records).slice(0, 100));
    const second = await pageOf(readingFrom(store), `category=sms&cursor=${first.next}`);
    const { Hours: hours = 0, Records: rows = 0 } = asked();
    expect(hours + rows).toBeLessThanOrEqual(5);
    expect(idsOf(second)).toEqual(newestFirst(records).slice(100, 200));
  });

  it('are one for Hours and one for each partition opened, of all categories', async () => {
    const start = Date.parse('2026-03-04T00:00:00Z');
    const categories = [sms, auth, chat, callClientMediaStats];
    const records = categories.flatMap((category) =>
      Array.from({ length: 800 }, (_, index) => recordAt(start + index * 60_000, { category })),
    );
    const { store, asked } = countingStore(await storeOf(records));
    const page = await pageOf(readingFrom(store), '');
    const partitions = categories.reduce((sum, { shards }) => sum + shards[0].fact, 0);
    expect(asked()).toEqual({ Hours: 1, Records: partitions });
    expect(idsOf(page)).toEqual(newestFirst(records).slice(0, 100));
  });

  it('are one for each day shown, of one record a day for five years', async () => {
    const start = Date.parse('2021-03-01T08:15:00Z');
    const records = Array.from({ length: 1826 }, (_, index) => recordAt(start + index * day));
    const { store, asked } = countingStore(await storeOf(records));
    const first = await pageOf(readingFrom(store), '');
    expect(asked()).toEqual({ Hours: 1, Records: 100 });
    await pageOf(readingFrom(store), `cursor=${first.next}`);
    // The hour in which the first page ended may have more, and its month is read from there on.
    expect(asked()).toEqual({ Hours: 2, Records: 101 });
    expect(idsOf(await pageOf(readingFrom(store), 'limit=1000'))).toEqual(newestFirst(records).slice(0, 1000));
    expect(asked()).toEqual({ Hours: 2, Records: 1000 });
  });

  it('ask storage for no more rows than the page needs, when it can leave out the others', async () => {
    const start = Date.parse('2026-03-04T00:00:00Z');
    const records = Array.from({ length: 900 }, (_, index) =>
      recordAt(start + index * 60_000, { columns: { ResultType: index % 300 === 0 ? 'Failed' : 'Succeeded' } }),
    );
    const { store, asked, queries } = countingStore(await storeOf(records));
    const page = await pageOf(readingFrom(store), 'category=sms&resulttype=failed&limit=2');
    expect(page.records).toHaveLength(2);
    const rows = queries().filter(({ table }) => table.startsWith('Records'));
    expect(rows.map(({ query }) => [query.limit, query.filter])).toEqual([
      [3, [{ property: 'ResultType', operator: 'eq', value: 'Failed' }]],
    ]);
    expect(asked()).toEqual({ Hours: 1, Records: 1 });
  });

  it('bring nothing of Hours but that a row is there', async () => {
    const { store, queries } = countingStore(await storeOf([recordAt('2026-03-04T00:00:00Z')]));
    await pageOf(readingFrom(store), '');
    expect(
      queries()
        .filter(({ table }) => table === 'Hours')
        .map(({ query }) => query.select),
    ).toEqual([['slug']]);
  });

  it('pass over the hours of other categories, however many there are', async () => {
    const start = Date.parse('2025-12-01T00:00:00Z');
    const dense = Array.from({ length: 2400 }, (_, hour) => recordAt(start + hour * 3_600_000, { category: chat }));
    const { store, asked } = countingStore(await storeOf([recordAt(start + 60_000), ...dense]));
    expect((await pageOf(readingFrom(store), 'category=sms')).records).toHaveLength(1);
    expect(asked()).toEqual({ Hours: 1, Records: 1 });
  });
});
