import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auth } from '../../shared/categories/auth.ts';
import { callClientMediaStats } from '../../shared/categories/call-client-media-stats.ts';
import { sms } from '../../shared/categories/sms.ts';
import { hoursPartition, hoursRow } from '../../shared/storage/keys.ts';
import { shortPages } from './counting-store.ts';
import { allPages, newestFirst, pageOf, readingFrom, recordAt, storeOf, write } from './records.ts';

const start = Date.parse('2026-02-27T21:30:00Z');
const hour = 3_600_000;

/** Few categories, hours and milliseconds, so that much falls together; two months and several days. */
const anyRecord = fc
  .record({
    category: fc.constantFrom(sms, auth, callClientMediaStats),
    hours: fc.constantFrom(0, 1, 2, 3, 26, 27, 50),
    ms: fc.constantFrom(0, 1, 1_799_999, 1_800_000, 3_599_999),
    name: fc.constantFrom('a', 'b', 'c'),
  })
  .map(({ category, hours, ms, name }) => recordAt(start + hours * hour + ms, { category, name }));

const anyRecords = fc.uniqueArray(anyRecord, { maxLength: 60, selector: ({ identity, time }) => `${identity}${time}` });

describe('pages of records', () => {
  it('put together are exactly the newest-first list, whatever the data and the limit', async () => {
    await fc.assert(
      fc.asyncProperty(anyRecords, fc.integer({ min: 1, max: 20 }), fc.boolean(), async (records, limit, busy) => {
        const store = await storeOf(records);
        const reading = readingFrom(busy ? shortPages(store) : store);
        expect((await allPages(reading, `limit=${limit}`)).ids).toEqual(newestFirst(records));
      }),
      { numRuns: 60 },
    );
  });

  it('hold only the range and the categories that are asked for', async () => {
    const anyTime = fc.integer({ min: -1, max: 55 * 4 }).map((quarters) => start + (quarters * hour) / 4);
    await fc.assert(
      fc.asyncProperty(anyRecords, anyTime, anyTime, fc.constantFrom(3, 1000), async (records, a, b, limit) => {
        const [from, until] = [Math.min(a, b), Math.max(a, b)];
        const store = await storeOf(records);
        const range = `from=${new Date(from).toISOString()}&until=${new Date(until).toISOString()}`;
        const { ids } = await allPages(readingFrom(store), `category=sms,auth&limit=${limit}&${range}`);
        const inside = records.filter(
          ({ time, category }) => time >= from && time < until && category !== callClientMediaStats,
        );
        expect(ids).toEqual(newestFirst(inside));
      }),
      { numRuns: 60 },
    );
  });

  it('keep 2,500 records of one millisecond in order, each once, while others are stored', async () => {
    const time = '2026-03-04T10:20:30.123Z';
    const old = Array.from({ length: 2500 }, (_, index) => recordAt(time, { name: `old ${index}` }));
    const store = await storeOf(old);
    const ids: string[] = [];
    let cursor: string | null = '';
    for (let page = 0; cursor !== null; page += 1) {
      const list = await pageOf(readingFrom(store), `limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`);
      ids.push(...list.records.map(({ identity }) => identity));
      cursor = list.next;
      await write(
        store,
        Array.from({ length: 20 }, (_, index) => recordAt(time, { name: `new ${page} ${index}` })),
      );
    }
    const known = new Set(old.map(({ identity }) => identity));
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => known.has(id)).toSorted()).toEqual([...known].toSorted());
  });

  it('do without partitions that Hours names and that a crash left empty', async () => {
    const records = [recordAt('2026-03-04T10:00:00Z'), recordAt('2026-03-01T10:00:00Z')];
    const store = await storeOf(records);
    for (const text of ['2026-03-04T12:00:00Z', '2026-03-03T12:00:00Z', '2026-02-03T12:00:00Z']) {
      const time = Date.parse(text);
      const entity = { partitionKey: hoursPartition(time), rowKey: hoursRow(time, 'auth'), arrived: text };
      await store.transact('Hours', [{ kind: 'insert', entity }]);
    }
    expect((await allPages(readingFrom(store), 'limit=1')).ids).toEqual(newestFirst(records));
  });

  it('end without a cursor when nothing is left', async () => {
    const store = await storeOf([recordAt('2026-03-04T10:00:00Z'), recordAt('2026-03-04T11:00:00Z')]);
    expect((await pageOf(readingFrom(store), 'limit=2')).next).toBeNull();
    expect((await pageOf(readingFrom(store), 'limit=1')).next).not.toBeNull();
    expect(await pageOf(readingFrom(await storeOf([])), '')).toEqual({ outcome: 'listed', records: [], next: null });
  });

  it('show nothing that is past the retention', async () => {
    const store = await storeOf([recordAt('2026-03-04T10:00:00Z'), recordAt('2026-03-01T10:00:00Z')]);
    const reading = readingFrom(store, { notBefore: () => Date.parse('2026-03-02T00:00:00Z') });
    expect((await pageOf(reading, 'count=true')).records).toHaveLength(1);
    expect(await pageOf(reading, 'count=true')).toMatchObject({ total: 1, filtered: 1, next: null });
  });
});
