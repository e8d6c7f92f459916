import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Category, defineCategory } from '../../shared/categories/define.ts';
import { allCategories } from '../../shared/categories/index.ts';
import {
  dateOf,
  dayOf,
  hoursPartition,
  hoursRow,
  invertedTime,
  lookupsTable,
  monthOf,
  readHours,
  readRecordId,
  recordId,
  recordKeys,
  recordsTable,
  shardOf,
  startOfDay,
  startOfHour,
  timeOfRow,
} from '../../shared/storage/keys.ts';
import { checkKeys, checkTable } from '../../shared/storage/limits.ts';

const first = Date.parse('2015-01-01T00:00:00.000Z');
const last = Date.parse('2100-12-31T23:59:59.999Z');
const hour = 3_600_000;
/** Instants, most of them at the edges of hours, days, months and years. */
const time = fc.oneof(
  fc.integer({ min: first, max: last }),
  fc
    .tuple(
      fc.integer({ min: 2015, max: 2100 }),
      fc.integer({ min: 0, max: 11 }),
      fc.constantFrom(-1, 0, 1, hour - 1, hour),
    )
    .map(([year, month, ms]) => Math.min(last, Math.max(first, Date.UTC(year, month) + ms))),
);
const identity = fc.stringMatching(/^[0-9a-f]{32}$/);
const category = fc.constantFrom(...allCategories);

describe('the keys of a record', () => {
  it('say its time and identity, and so does its id', () => {
    fc.assert(
      fc.property(category, time, identity, (one, at, hash) => {
        const { table, partitionKey, rowKey } = recordKeys(one, at, hash);
        expect(timeOfRow(dayOf(at), partitionKey, rowKey)).toEqual({ time: at, identity: hash });
        expect(table).toBe(recordsTable(dayOf(at), one.slug));
        expect(readRecordId(recordId(one, at, hash))).toEqual({ time: at, identity: hash, slug: one.slug });
      }),
      { numRuns: 1000 },
    );
  });

  it('are such as storage takes', () => {
    fc.assert(
      fc.property(category, time, identity, (one, at, hash) => {
        const { table, partitionKey, rowKey } = recordKeys(one, at, hash);
        checkTable(table);
        checkTable(lookupsTable(at));
        checkKeys(partitionKey, rowKey);
        checkKeys(hoursPartition(at), hoursRow(at, one.slug));
        checkKeys(recordId(one, at, hash), '0');
      }),
    );
  });

  it('come newest first within a day and shard, and by identity within a millisecond', () => {
    const one = allCategories[0] as Category;
    fc.assert(
      fc.property(time, fc.array(fc.tuple(fc.nat(24 * hour - 1), identity), { minLength: 2 }), (at, places) => {
        const start = startOfDay(dayOf(at));
        const rows = places.map(([ms, hash]) => ({ at: start + ms, hash, ...recordKeys(one, start + ms, hash) }));
        const byKeys = rows.toSorted((a, b) =>
          order(a.partitionKey.slice(1) + a.rowKey, b.partitionKey.slice(1) + b.rowKey),
        );
        const byTime = rows.toSorted((a, b) => b.at - a.at || order(a.hash, b.hash));
        expect(byKeys.map((row) => [row.at, row.hash])).toEqual(byTime.map((row) => [row.at, row.hash]));
      }),
    );
  });

  it('spread over as many shards as hold for the day', () => {
    const grown = defineCategory({
      ...(allCategories[0] as Category),
      columns: (allCategories[0] as Category).columns.slice(0, -4),
      toldApart: undefined as never,
      rest: undefined as never,
      shards: [
        { since: '2015-01-01', fact: 1 },
        { since: '2026-03-05', fact: 4 },
      ],
    });
    const shardsAt = (iso: string) => {
      const hashes = Array.from({ length: 64 }, (_, index) => index.toString(16).padStart(4, '0').padEnd(32, 'a'));
      return new Set(hashes.map((hash) => recordKeys(grown, Date.parse(iso), hash).partitionKey.slice(0, 1)));
    };
    expect(shardsAt('2026-03-04T23:59:59.999Z')).toEqual(new Set(['0']));
    expect(shardsAt('2026-03-05T00:00:00.000Z')).toEqual(new Set(['0', '1', '2', '3']));
    expect(shardOf('ffff', 4)).toBe(3);
  });

  it('of different categories stand in different tables', () => {
    expect(new Set(allCategories.map(({ slug }) => recordsTable('20260304', slug))).size).toBe(allCategories.length);
  });
});

describe('the id of a record', () => {
  const good = `20260304T120000007-${'0a'.repeat(16)}-email-send`;
  it('is read only when it is one', () => {
    expect(readRecordId(good)).toEqual({
      time: Date.parse('2026-03-04T12:00:00.007Z'),
      identity: '0a'.repeat(16),
      slug: 'email-send',
    });
    const wrong = ['20260230', '20261304', '20260304T24', '20260304T1260'].map(
      (head) => head + good.slice(head.length),
    );
    for (const text of [
      '',
      'x',
      ...wrong,
      ` ${good}`,
      `${good}\n`,
      good.toUpperCase(),
      good.replace('0a', '0A'),
      good.slice(0, -11),
    ]) {
      expect(readRecordId(text), text).toBeUndefined();
    }
  });

  it('is never read out of other texts', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readRecordId(text)).toBeUndefined();
      }),
    );
  });
});

describe('the rows of hours', () => {
  it('say their hour and category', () => {
    fc.assert(
      fc.property(category, time, ({ slug }, at) => {
        expect(readHours(hoursPartition(at), hoursRow(at, slug))).toEqual({ hour: startOfHour(at), slug });
      }),
    );
  });

  it('come newest first', () => {
    fc.assert(
      fc.property(time, time, (a, b) => {
        const [one, other] = [a, b].map((at) => `${hoursPartition(at)} ${hoursRow(at, 'x')}`) as [string, string];
        expect(Math.sign(order(one, other))).toBe(Math.sign(startOfHour(b) - startOfHour(a)));
      }),
    );
  });
});

describe('times in keys', () => {
  it('sort newest first', () => {
    fc.assert(
      fc.property(time, time, (a, b) => {
        expect(invertedTime(a)).toHaveLength(14);
        expect(order(invertedTime(a), invertedTime(b))).toBe(Math.sign(b - a));
      }),
    );
  });

  it('agree with the calendar', () => {
    fc.assert(
      fc.property(time, (at) => {
        const iso = new Date(at).toISOString();
        expect(dateOf(dayOf(at))).toBe(iso.slice(0, 10));
        expect(monthOf(at)).toBe(iso.slice(0, 7).replace('-', ''));
        expect(startOfDay(dayOf(at))).toBe(Date.parse(iso.slice(0, 10)));
        expect(startOfHour(at)).toBe(Date.parse(`${iso.slice(0, 13)}:00:00.000Z`));
      }),
    );
  });
});

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
