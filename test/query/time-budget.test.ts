import { describe, expect, it } from 'vitest';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { pageOf, readingFrom, recordAt, storeOf } from './records.ts';

const start = Date.parse('2026-03-04T00:00:00Z');
const minutes = Array.from({ length: 1440 }, (_, index) => index);

/** A store whose every query takes some seconds of the clock that it hands out. */
function slow(inner: TableStore, secondsPerQuery: number) {
  let now = 0;
  const store: TableStore = {
    ...inner,
    query: async (table, query) => {
      now += secondsPerQuery * 1000;
      return inner.query(table, query);
    },
  };
  return { reading: readingFrom(store, { now: () => now }), elapsed: () => now };
}

describe('a query that takes long', () => {
  it('answers after 20 seconds with what it has, how far it looked, and a cursor to go on', async () => {
    const days = minutes.map((minute) =>
      recordAt(start - minute * 3_540_000, { columns: { URI: minute % 100 === 0 ? 'needle' : 'hay' } }),
    );
    const { reading, elapsed } = slow(await storeOf(days), 3);
    const first = await pageOf(reading, 'search=NEEDLE');
    expect(elapsed()).toBeLessThanOrEqual(24_000);
    expect(first.searchedTo).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(first.records.length).toBeLessThan(15);

    const found = [...first.records];
    for (let next = first.next; next !== null; ) {
      const page = await pageOf(reading, `search=NEEDLE&cursor=${next}`);
      found.push(...page.records);
      expect(page.next).not.toBe(next);
      next = page.next;
    }
    expect(found.map(({ time }) => time)).toEqual(
      days
        .filter(({ columns }) => columns['URI'] === 'needle')
        .map(({ time }) => time)
        .toSorted((a, b) => b - a),
    );
  });

  it('gets on even where storage brings nothing for a long time', async () => {
    const inner = await storeOf(
      minutes.map((minute) => recordAt(start + minute * 60_000, { columns: { ResultType: 'Succeeded' } })),
    );
    // More than an hour of rows is never looked through in one go.
    const store: TableStore = {
      ...inner,
      query: async (table, query) =>
        table.startsWith('Records') && typeof query.partition !== 'string'
          ? { entities: [], continuation: 'later' }
          : inner.query(table, query),
    };
    const { reading } = slow(store, 2);
    const places: string[] = [];
    for (let next: string | null = ''; next !== null && places.length < 20; ) {
      const page = await pageOf(reading, `category=sms&ResultType=Failed${next === '' ? '' : `&cursor=${next}`}`);
      next = page.next;
      if (page.searchedTo) places.push(page.searchedTo);
    }
    expect(places.length).toBeGreaterThan(1);
    expect(places.length).toBeLessThan(8);
    expect(places).toEqual([...new Set(places)].toSorted().reverse());
  });

  it('counts what it could, and says that there is more', async () => {
    const records = minutes.map((minute) => recordAt(start - minute * 86_400_000));
    const { reading } = slow(await storeOf(records), 1);
    const page = await pageOf(reading, 'count=true&limit=1');
    expect(page.totalIsLowerBound).toBe(true);
    expect(page.total).toBeGreaterThan(5);
    expect(page.total).toBe(page.filtered);
  });
});
