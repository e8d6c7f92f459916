import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allCategories } from '../../shared/categories/index.ts';
import type { StoredRecord } from '../../shared/categories/record.ts';
import { sms } from '../../shared/categories/sms.ts';
import { usage } from '../../shared/categories/usage.ts';
import { readFindQuery } from '../../shared/query/find-query.ts';
import { type Found, findValue } from '../../shared/query/find-value.ts';
import type { Reading } from '../../shared/query/reading.ts';
import { idOf } from '../../shared/query/record-item.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { countingStore, shortPages } from './counting-store.ts';
import { hashOf, newestFirst, readingFrom, recordAt, storeOf } from './records.ts';

const today = new Date('2026-03-10T00:00:00Z');
const start = Date.parse('2026-02-27T22:30:00Z');
const hour = 3_600_000;

async function find(from: TableStore | Reading, search: string, off: readonly string[] = []): Promise<Found> {
  const read = readFindQuery(new URLSearchParams(search));
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read.issues));
  const reading = 'notBefore' in from ? from : readingFrom(from);
  return findValue({ reading, hashOf, off: new Set(off), today, arrived: async () => new Set(['sms']) }, read.query);
}

async function findAll(store: TableStore, search: string): Promise<string[]> {
  const ids: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const found: Found = await find(store, `${search}${next === '' ? '' : `&cursor=${next}`}`);
    ids.push(...found.items.map(({ id }) => id));
    next = found.next;
  }
  return ids;
}

describe('finding a value', () => {
  it('answers an item with what lists need to show it', async () => {
    const columns = { MessageId: 'Outgoing_77_noam', OperationName: 'SMSMessagesSent', ResultType: 'Succeeded' };
    const store = await storeOf([
      recordAt('2026-03-04T10:00:00.1234567Z', { columns }),
      recordAt('2026-03-04T10:00:01Z'),
    ]);
    const { items, next, hints } = await find(store, 'value=%20outgoing_77_NOAM');
    expect(items).toEqual([
      {
        id: expect.stringMatching(/^20260304T100000123-[0-9a-f]{32}-sms$/),
        category: 'SMSOperational',
        TimeGenerated: '2026-03-04T10:00:00.1234567Z',
        OperationName: 'SMSMessagesSent',
        ResultType: 'Succeeded',
        columns: ['MessageId'],
      },
    ]);
    expect([next, hints]).toEqual([null, undefined]);
  });

  it.each(['+18335550142', '18335550142', '0018335550142', 'tel:+18335550142', '+1 (833) 555-0142', '4:+18335550142'])(
    'knows a number written as %s, sent with or without its + encoded',
    async (value) => {
      const store = await storeOf([
        recordAt('2026-03-04T10:10:00Z', { columns: { PhoneNumber: '+18335550142' } }),
        recordAt('2026-03-04T10:20:00Z', { columns: { PhoneNumber: '+18335550199' } }),
      ]);
      for (const search of [`value=${encodeURIComponent(value)}`, `value=${value}`]) {
        const { items } = await find(store, search);
        expect(items.map(({ TimeGenerated, columns }) => [TimeGenerated, columns])).toEqual([
          ['2026-03-04T10:10:00.000Z', ['PhoneNumber']],
        ]);
      }
    },
  );

  it('pages to exactly the newest-first list of what carries it, by single and by common columns', async () => {
    const value = '+18335550142';
    const anyRecord = fc
      .record({
        columns: fc.constantFrom(
          { PhoneNumber: value },
          { MessageId: value },
          { PhoneNumber: value, MessageId: value },
          { PhoneNumber: '+1555' },
          {},
        ),
        hours: fc.constantFrom(0, 1, 2, 30, 50),
        ms: fc.constantFrom(0, 1, 1_800_000, 3_599_999),
        name: fc.constantFrom('a', 'b', 'c', 'd'),
      })
      .map(({ columns, hours, ms, name }) => recordAt(start + hours * hour + ms, { columns, name }));
    const records = fc.uniqueArray(anyRecord, { maxLength: 60, selector: ({ identity }) => identity });
    await fc.assert(
      fc.asyncProperty(records, fc.integer({ min: 1, max: 12 }), fc.boolean(), async (all, limit, busy) => {
        const store = await storeOf(all);
        const carrying = all.filter(
          ({ columns }) => columns['PhoneNumber'] === value || columns['MessageId'] === value,
        );
        const ids = await findAll(
          busy ? shortPages(store) : store,
          `value=${encodeURIComponent(value)}&limit=${limit}`,
        );
        expect(ids).toEqual(newestFirst(carrying));
      }),
      { numRuns: 60 },
    );
  });

  it('names all columns that carry it, however it was found', async () => {
    const columns = { PhoneNumber: '+18335550142', MessageId: '18335550142' };
    const store = await storeOf([recordAt('2026-03-04T10:10:00Z', { columns })]);
    expect((await find(store, 'value=18335550142')).items.map((item) => item.columns.toSorted())).toEqual([
      ['MessageId', 'PhoneNumber'],
    ]);
  });

  it('keeps to a range that begins and ends within an hour', async () => {
    const columns = { PhoneNumber: '+18335550142' };
    const records = Array.from({ length: 12 }, (_, index) => recordAt(start + index * 600_000, { columns }));
    const range = 'from=2026-02-27T22:45:00Z&until=2026-02-27T23:30:00Z';
    const inside = records.slice(2, 6);
    expect(await findAll(await storeOf(records), `value=18335550142&limit=3&${range}`)).toEqual(newestFirst(inside));
  });

  it('pages through 2,500 hits of one millisecond, and of one hour', async () => {
    const columns = { CorrelationId: 'shared-by-all' };
    const at = (index: number, spread: number) =>
      recordAt(start + index * spread, { columns, name: `${index}`, category: index % 2 ? sms : usage });
    for (const spread of [0, 1]) {
      const records: StoredRecord[] = Array.from({ length: 2500 }, (_, index) => at(index, spread));
      expect(await findAll(await storeOf(records), 'value=shared-by-all&limit=700')).toEqual(newestFirst(records));
    }
  });

  it('asks once for each month of five years, and not again for what lookups answer', async () => {
    const month = 30.4 * 24 * hour;
    const records = Array.from({ length: 60 }, (_, index) =>
      recordAt(start - index * month, { columns: { CorrelationId: index % 20 === 0 ? 'wanted' : `c${index}` } }),
    );
    const { store, asked } = countingStore(await storeOf(records));
    expect((await find(store, 'value=wanted')).items).toHaveLength(3);
    const { Tables: tables, Lookups: months = 0, ...others } = asked();
    expect([tables, others]).toEqual([1, {}]);
    expect(months).toBeLessThanOrEqual(61);
    expect((await find(store, 'value=wanted&limit=1')).items).toHaveLength(1);
    expect(asked()['Lookups']).toBe(1);
  });

  it('finds a record by its own id, where it belongs to the range', async () => {
    const record = recordAt('2026-01-15T10:00:00Z', { columns: { CorrelationId: 'c' } });
    const store = await storeOf([record]);
    const id = idOf(record);
    expect((await find(store, `value=${id}`)).items).toEqual([expect.objectContaining({ id, columns: ['id'] })]);
    expect((await find(store, `value=${id}&from=2026-02-01`)).items).toEqual([]);
    expect((await find(store, `value=${id.replace('-sms', '-chat')}`)).items).toEqual([]);
  });

  it('explains an empty answer', async () => {
    const store = await storeOf([recordAt('2026-01-15T10:00:00Z', { columns: { CorrelationId: 'c' } })]);
    const found = await find(store, 'value=nobody', ['chat']);
    expect(found).toMatchObject({ items: [], next: null });
    expect(found.searched).toEqual({
      from: '2026-01-01T00:00:00.000Z',
      until: '2026-03-10T00:00:00.000Z',
      categories: allCategories.map(({ slug }) => slug),
      off: ['chat'],
    });
    expect(found.hints?.slice(0, sms.hints.length)).toEqual(sms.hints.map((hint) => ({ category: 'sms', hint })));
    expect(found.hints).toContainEqual({ category: 'usage', hint: expect.any(String) });
    expect((await find(store, 'value=nobody&from=2026-02-01&until=2026-02-02')).searched).toMatchObject({
      from: '2026-02-01T00:00:00.000Z',
      until: '2026-02-02T00:00:00.000Z',
    });
  });

  it('shows nothing that is past the retention', async () => {
    const columns = { PhoneNumber: '+18335550142', CorrelationId: 'c' };
    const store = await storeOf([
      recordAt('2026-03-04T10:10:00Z', { columns }),
      recordAt('2026-03-04T10:30:00Z', { columns }),
    ]);
    const reading = readingFrom(store, { notBefore: () => Date.parse('2026-03-04T10:20:00Z') });
    for (const value of ['18335550142', 'c']) expect((await find(reading, `value=${value}`)).items).toHaveLength(1);
  });

  it('stops after 20 seconds and says how far it looked', async () => {
    const records = Array.from({ length: 40 }, (_, index) =>
      recordAt(start - index * 25 * hour, { columns: { PhoneNumber: '+18335550142' } }),
    );
    const inner = await storeOf(records);
    let now = 0;
    const store: TableStore = {
      ...inner,
      query: (...query) => {
        now += 1500;
        return inner.query(...query);
      },
    };
    const reading = readingFrom(store, { now: () => now });
    const ids: string[] = [];
    const searched: (string | undefined)[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const found: Found = await find(reading, `value=18335550142${next === '' ? '' : `&cursor=${next}`}`);
      ids.push(...found.items.map(({ id }) => id));
      searched.push(found.searchedTo);
      next = found.next;
    }
    expect(ids).toEqual(newestFirst(records));
    expect(searched.slice(0, -1).every((to) => to !== undefined) && searched.length > 2).toBe(true);
  });
});

describe('the query string of find', () => {
  it.each([
    ['', ['value']],
    ['value=', ['value']],
    ['value=%20%20', ['value']],
    [`value=${'x'.repeat(8 * 1024 + 1)}`, ['value']],
    ['value=a&value=b', ['value']],
    ['value=a&limit=0&from=never&valeu=b', ['from', 'limit', 'valeu']],
    ['value=a&cursor=zzz', ['cursor']],
  ])('%# is refused where it is wrong', (search, paths) => {
    const read = readFindQuery(new URLSearchParams(search));
    expect(read.outcome === 'read' ? [] : read.issues.map(({ path }) => path)).toEqual(paths);
  });

  it('takes a cursor only with the value it was given for', async () => {
    const store = await storeOf(
      ['c', 'c', 'd'].map((CorrelationId, index) => recordAt(start + index, { columns: { CorrelationId } })),
    );
    const { next } = await find(store, 'value=c&limit=1');
    expect(readFindQuery(new URLSearchParams(`value=d&cursor=${next}`)).outcome).toBe('invalid-cursor');
    expect(readFindQuery(new URLSearchParams(`value=C&cursor=${next}`)).outcome).toBe('read');
  });
});
