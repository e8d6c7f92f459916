import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callSummary } from '../../shared/categories/call-summary.ts';
import { sms } from '../../shared/categories/sms.ts';
import { listRecords } from '../../shared/query/list-records.ts';
import { idOf } from '../../shared/query/record-item.ts';
import { fromSortText, toSortText } from '../../shared/query/sort-key.ts';
import { allPages, pageOf, queryOf, readingFrom, recordAt, storeOf } from './records.ts';

const start = Date.parse('2026-03-04T00:00:00Z');

describe('an order by a column', () => {
  it('is over all pages the same as sorting everything at once, with ties by id', async () => {
    const duration = fc.constantFrom(undefined, 9, 10, 100, -5, 9_007_199_254_740_993n);
    const anyRecords = fc.array(duration, { maxLength: 40 }).map((durations) =>
      durations.map((CallDuration, index) =>
        recordAt(start + (index % 7) * 3_600_000, {
          name: `${index}`,
          category: callSummary,
          columns: CallDuration === undefined ? {} : { CallDuration },
        }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        anyRecords,
        fc.integer({ min: 1, max: 15 }),
        fc.boolean(),
        async (records, limit, descending) => {
          const reading = readingFrom(await storeOf(records));
          const value = ({ columns }: (typeof records)[number]) => columns['CallDuration'] ?? Number.NEGATIVE_INFINITY;
          const expected = records.toSorted((a, b) => {
            const [x, y] = descending ? [value(b), value(a)] : [value(a), value(b)];
            if (x !== y) return x < y ? -1 : 1;
            return idOf(a) < idOf(b) ? -1 : 1;
          });
          const { ids } = await allPages(reading, `order=${descending ? '-' : ''}callduration&limit=${limit}`);
          expect(ids).toEqual(expected.map(idOf));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('start is oldest first, and -TimeGenerated the same as none', async () => {
    const store = await storeOf(
      ['2026-03-04T10:00:00Z', '2026-03-04T10:00:01Z', '2026-02-04T10:00:00Z'].map((time) => recordAt(time)),
    );
    const times = async (order: string) =>
      (await pageOf(readingFrom(store), `order=${order}`)).records.map(({ time }) =>
        new Date(time).toISOString().slice(0, 19),
      );
    const newest = ['2026-03-04T10:00:01', '2026-03-04T10:00:00', '2026-02-04T10:00:00'];
    expect(await times('start')).toEqual(newest.toReversed());
    expect(await times('TimeGenerated')).toEqual(newest.toReversed());
    expect(await times('-start')).toEqual(newest);
    expect(await times('-timegenerated')).toEqual(newest);
  });

  it('sorts records of categories that have no such column with those that have no value', async () => {
    const store = await storeOf([
      recordAt('2026-03-04T10:00:00Z', { category: callSummary }),
      recordAt('2026-03-04T11:00:00Z', { columns: { Country: 'US' } }),
      recordAt('2026-03-04T12:00:00Z', { category: sms, columns: { Country: '' } }),
    ]);
    const hours = async (order: string) =>
      (await pageOf(readingFrom(store), `order=${order}`)).records.map(({ time }) => new Date(time).getUTCHours());
    expect(await hours('Country')).toEqual([10, 12, 11]);
    expect(await hours('-Country')).toEqual([11, 10, 12]);
  });

  it('says so when more match than can be sorted', async () => {
    const records = Array.from({ length: 20_001 }, (_, index) => recordAt(start + index * 10));
    const reading = readingFrom(await storeOf(records));
    const list = await listRecords(reading, queryOf('order=start'));
    expect(list).toMatchObject({ outcome: 'narrow-the-range', detail: expect.stringContaining('20000') });
    const until = new Date(start + 199_995).toISOString();
    expect((await pageOf(reading, `order=start&limit=1&until=${until}&count=true`)).filtered).toBe(20_000);
  });
});

describe('the value in a cursor of an order', () => {
  it('is read as it was written', () => {
    for (const value of [undefined, 'a b\nc', '', 1.5, -3, 12n, true, false])
      expect(fromSortText(toSortText(value))).toBe(value);
    for (const text of ['number x', 'bigint 1.5', 'object {}', 'x']) expect(fromSortText(text)).toBeNull();
  });
});
