/** The contract of filters: every operator on every type, groups, and what never matches. */

import { beforeAll, expect, test } from 'vitest';
import type { Comparison, Filter, Operator, Value } from '../../shared/storage/table-store.ts';
import { everyRow } from '../../shared/storage/table-store.ts';
import { inserts, keysOf, onEveryDriver, row } from './contract.ts';

const is = (property: string, operator: Operator, value: Value): Comparison => ({ property, operator, value });
const operators = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const;

/** Values of one type, in order: each is a row's, and each is compared with all. */
const ordered: Record<string, readonly Value[]> = {
  Text: [
    '',
    ' ',
    '10',
    '2',
    'A',
    'Z',
    'a',
    "it's",
    'text and more',
    'z (1) or 2',
    'é',
    '日本',
    '\uffee',
    'ﬁ',
  ].toSorted(),
  Number: [-1e300, -5.5, -5, -1e-7, 0, 1e-300, 0.5, 5, 5.5, 10, 9007199254740991, 1e21, 1e300],
  Integer: [-9223372036854775808n, -100n, -5n, 0n, 5n, 10n, 9007199254740993n, 9007199254740994n, 9223372036854775807n],
};

onEveryDriver(({ store, newTable }) => {
  let table: string;
  beforeAll(async () => {
    table = await newTable();
    for (const [type, values] of Object.entries(ordered)) {
      const rows = values.map((value, n) => row(type, String(10 + n), { [type]: value, Place: n }));
      await store().transact(table, inserts(...rows));
    }
    await store().transact(table, inserts(row('Flag', '0', { Flag: false }), row('Flag', '1', { Flag: true })));
  });

  async function found(partition: string, filter: Filter): Promise<string[]> {
    return (await keysOf(store(), table, { partition, filter })).map((key) => key.slice(partition.length + 1));
  }

  test.each(Object.keys(ordered).flatMap((type) => operators.map((operator) => [type, operator] as const)))(
    'compares %s with %s as its order says',
    async (type, operator) => {
      const values = ordered[type] ?? [];
      for (const [place, value] of values.entries()) {
        const expected = values.flatMap((_, n) => (holds(n, operator, place) ? [String(10 + n)] : []));
        expect(await found(type, [is(type, operator, value)]), `${operator} ${value}`).toEqual(expected);
      }
    },
  );

  test('compares booleans with eq and ne', async () => {
    expect(await found('Flag', [is('Flag', 'eq', true)])).toEqual(['1']);
    expect(await found('Flag', [is('Flag', 'eq', false)])).toEqual(['0']);
    expect(await found('Flag', [is('Flag', 'ne', true)])).toEqual(['0']);
  });

  test.each(operators)('never matches an absent property with %s', async (operator) => {
    for (const value of ['', 'a', 5, 0, 5n]) expect(await found('Number', [is('Absent', operator, value)])).toEqual([]);
  });

  test.each(operators)('never matches a value of another type with %s', async (operator) => {
    const others: [string, Value][] = [
      ['Text', 5],
      ['Text', 0],
      ['Number', 'a'],
      ['Number', ''],
      ['Integer', 5],
      ['Integer', '5'],
    ];
    for (const [type, value] of others) {
      expect(await found(type, [is(type, operator, value)]), `${type} ${operator} ${JSON.stringify(value)}`).toEqual(
        [],
      );
    }
  });

  test('a filter asks for all of its terms', async () => {
    expect(await found('Number', [is('Number', 'gt', -5), is('Number', 'lt', 5), is('Place', 'ne', 4)])).toEqual([
      '13',
      '15',
      '16',
    ]);
    expect(await found('Number', [is('Number', 'gt', 5), is('Number', 'lt', 5)])).toEqual([]);
    expect(await found('Flag', [])).toEqual(['0', '1']);
  });

  test('a group asks for any of its comparisons', async () => {
    expect(await found('Number', [[is('Number', 'eq', 5), is('Number', 'eq', 10)]])).toEqual(['17', '19']);
    expect(await found('Number', [[is('Number', 'le', -5), is('Place', 'ge', 9)], is('Place', 'ne', 10)])).toEqual([
      '10',
      '11',
      '12',
      '19',
      '21',
      '22',
    ]);
    expect(
      await found('Number', [
        [is('Place', 'lt', 3), is('Place', 'gt', 10)],
        [is('Number', 'lt', -5), is('Number', 'eq', 1e21)],
      ]),
    ).toEqual(['10', '11', '21']);
  });

  test('filters over ranges of partitions and rows', async () => {
    const query = { partition: { from: 'Flag', until: 'O' }, rows: { from: '12' }, filter: [is('Place', 'le', 3)] };
    expect(await keysOf(store(), table, query)).toEqual(['Integer/12', 'Integer/13', 'Number/12', 'Number/13']);
  });

  test('takes fifteen comparisons, those of keys among them', async () => {
    const many = Array.from({ length: 12 }, (_, n) => is('Place', 'eq', n));
    const query = { partition: 'Number', rows: { from: '1', until: '9' }, filter: [many] };
    expect(await keysOf(store(), table, query)).toHaveLength(12);
  });

  test('follows filtered pages to the end, at most a limit of rows each', async () => {
    const filter = [is('Place', 'ge', 2), is('Place', 'ne', 5)];
    const all = await keysOf(store(), table, { filter });
    expect(all.length).toBeGreaterThan(20);
    for (const limit of [1, 2, 7]) expect(await keysOf(store(), table, { filter, limit })).toEqual(all);
    expect((await store().query(table, { filter, limit: 2 })).entities.length).toBeLessThanOrEqual(2);
  });

  test('finds the few among many, page after page', async () => {
    const large = await newTable();
    for (let start = 0; start < 2500; start += 100) {
      const rows = Array.from({ length: 100 }, (_, n) => row('p', String(10_000 + start + n), { N: start + n }));
      await store().transact(large, inserts(...rows));
    }
    const filter = [[is('N', 'eq', 1), is('N', 'eq', 1200), is('N', 'eq', 2499)]];
    const values: unknown[] = [];
    for await (const { N } of everyRow(store(), large, { filter, limit: 2 })) values.push(N);
    expect(values).toEqual([1, 1200, 2499]);
  });
});

function holds(place: number, operator: Operator, other: number): boolean {
  const is = { eq: place === other, ne: place !== other, lt: place < other, gt: place > other };
  if (operator === 'le') return is.lt || is.eq;
  return operator === 'ge' ? is.gt || is.eq : is[operator];
}
