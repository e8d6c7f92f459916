import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callSummary } from '../../shared/categories/call-summary.ts';
import type { Column } from '../../shared/categories/columns.ts';
import type { ColumnValue } from '../../shared/categories/read-value.ts';
import { type Condition, meets, type Operator, operators } from '../../shared/query/condition.ts';
import { predicateOf } from '../../shared/query/predicate.ts';
import { pushDown } from '../../shared/query/push-down.ts';
import { matches } from '../../shared/storage/filter.ts';
import { checkQuery } from '../../shared/storage/limits.ts';
import { toEntity } from '../../shared/storage/record-entity.ts';
import { pageOf, readingFrom, recordAt, storeOf } from './records.ts';

const column = (name: string): Column => callSummary.columnNamed(name) as Column;

/** A column of each type, with values that lie close together, and long ones that do not fit into a property or a row. */
const valuesOf: readonly (readonly [Column, readonly ColumnValue[]])[] = [
  [column('EndpointId'), ['', 'a', 'ab', 'ä', 'b', 'a'.repeat(1500), '𝒳', '\uffee']],
  [column('CallType'), ['P2P', 'Group', 'p']],
  [column('OsVersion'), ['', 'Windows', 'Win', 'x'.repeat(40_000), `x${'y'.repeat(450_000)}`]],
  [column('CallDuration'), [-1, 0, 1, 9_007_199_254_740_991, 9_007_199_254_740_993n, -9_007_199_254_740_993n]],
  [column('CallUpdatesVersion') ?? column('CallDuration'), [0, 1, 2]],
  [column('TPE'), [true, false]],
  [column('CallStartTime'), ['2026-03-04T10:00:00.123Z', '2026-03-04T10:00:00.1234567Z', '2026-03-04T10:00:00.124Z']],
  [column('DiagnosticOptions'), ['{}', '{"a":1}']],
];

const anyRecord = fc
  .tuple(...valuesOf.map(([, values]) => fc.option(fc.constantFrom(...values), { nil: undefined })))
  .map((chosen) => {
    const columns: Record<string, ColumnValue> = {};
    for (const [index, value] of chosen.entries())
      if (value !== undefined) columns[valuesOf[index]?.[0].name as string] = value;
    return recordAt('2026-03-04T10:00:00Z', { category: callSummary, columns });
  });

const ordered: readonly Operator[] = ['lt', 'lte', 'gt', 'gte'];
const anyCondition: fc.Arbitrary<Condition> = fc
  .tuple(
    fc.constantFrom(...valuesOf),
    fc.constantFrom(...operators),
    fc.array(fc.nat(20), { minLength: 1, maxLength: 14 }),
  )
  .filter(([[{ type }], operator]) => !(ordered.includes(operator) && (type === 'bool' || type === 'json')))
  .map(([[asked, values], operator, picks]) => {
    const picked = picks.map((pick) => values[pick % values.length] as ColumnValue);
    if (operator === 'exists') return { column: asked, operator, values: [picks[0] === 0] };
    if (operator === 'startsWith') return { column: asked, operator, values: [String(picked[0]).slice(0, 2) || 'a'] };
    return { column: asked, operator, values: operator === 'in' ? picked : picked.slice(0, 1) };
  })
  .filter(
    ({ column: { type }, operator }) => operator !== 'startsWith' || !['long', 'int', 'bool', 'time'].includes(type),
  );

describe('what storage is asked to leave out', () => {
  it('never has a record that meets the conditions', () => {
    fc.assert(
      fc.property(anyRecord, fc.array(anyCondition, { maxLength: 6 }), (record, conditions) => {
        const { filter, complete } = pushDown(conditions);
        checkQuery({ partition: { from: 'a', until: 'b' }, rows: { from: 'a', until: 'b' }, filter });
        const given = matches(filter, toEntity(record, { batch: '', content: '' }).entity);
        const wanted = predicateOf(callSummary, conditions)(record);
        expect(given || !wanted).toBe(true);
        if (complete) expect(given).toBe(wanted);
      }),
      { numRuns: 2000 },
    );
  });

  it('is all but what no filter can say', () => {
    const condition = (operator: Operator, ...values: ColumnValue[]): Condition => ({
      column: column('CallDuration'),
      operator,
      values,
    });
    expect(pushDown([condition('gte', 1000), condition('lt', 5)])).toEqual({
      filter: [
        { property: 'CallDuration', operator: 'ge', value: 1000n },
        { property: 'CallDuration', operator: 'lt', value: 5n },
      ],
      complete: true,
    });
    expect(pushDown([condition('ne', 1), condition('eq', 2)])).toEqual({
      filter: [{ property: 'CallDuration', operator: 'eq', value: 2n }],
      complete: false,
    });
    expect(pushDown([condition('in', ...Array.from({ length: 12 }, (_, index) => index))])).toEqual({
      filter: [],
      complete: false,
    });
  });
});

describe('conditions', () => {
  const met = (operator: Operator, name: string, values: ColumnValue[], columns: Record<string, ColumnValue>) =>
    meets({ column: column(name), operator, values })(
      recordAt('2026-03-04T10:00:00Z', { category: callSummary, columns }),
    );

  it.each([
    ['ne', 'CallType', ['P2P'], {}, true],
    ['eq', 'CallType', ['P2P'], {}, false],
    ['lt', 'CallDuration', [5], {}, false],
    ['exists', 'CallType', [false], {}, true],
    ['exists', 'CallType', [true], { CallType: '' }, true],
    ['eq', 'CallDuration', [9_007_199_254_740_993n], { CallDuration: 9_007_199_254_740_993n }, true],
    ['eq', 'CallDuration', [9_007_199_254_740_992n], { CallDuration: 9_007_199_254_740_993n }, false],
    ['gt', 'CallDuration', [5], { CallDuration: 9_007_199_254_740_993n }, true],
    ['gt', 'CallStartTime', ['2026-03-04T10:00:00.123Z'], { CallStartTime: '2026-03-04T10:00:00.1230001Z' }, true],
    ['in', 'CallType', ['P2P', 'Group'], { CallType: 'Group' }, true],
    ['startsWith', 'OsVersion', ['Win%'], { OsVersion: 'Windows' }, false],
  ] as const)('%s on %s, case %#', (operator, name, values, columns, expected) => {
    expect(met(operator, name, [...values], columns)).toBe(expected);
  });

  it('and a search look into texts that do not fit into a row', async () => {
    const long = `${'y'.repeat(450_000)} needle`;
    const store = await storeOf([
      recordAt('2026-03-04T10:00:00Z', { category: callSummary, columns: { OsVersion: long, CallType: 'P2P' } }),
    ]);
    const found = async (query: string) =>
      (await pageOf(readingFrom(store), query)).records.map(({ columns }) => columns['OsVersion']);
    expect(await found('')).toEqual([long]);
    expect(await found('search=NEEDLE')).toEqual([long]);
    expect(await found('OsVersion.startsWith=yyy')).toEqual([long]);
    expect(await found('OsVersion.exists=true&count=true')).toEqual([long]);
    expect(await found('OsVersion.startsWith=z')).toEqual([]);
  });
});

describe('a search', () => {
  it('takes every character as it is, and no heed of letter case', async () => {
    const texts = ['100% sure', '100 sure', 'a_b', 'aXb', 'Ünï', 'x*y'];
    const store = await storeOf(
      texts.map((URI, index) => recordAt(`2026-03-04T10:00:0${index}Z`, { columns: { URI } })),
    );
    const found = async (text: string) =>
      (await pageOf(readingFrom(store), `search=${encodeURIComponent(text)}`)).records.map(
        ({ columns }) => columns['URI'],
      );
    expect(await found('100%')).toEqual(['100% sure']);
    expect(await found('A_B')).toEqual(['a_b']);
    expect(await found('ünÏ')).toEqual(['Ünï']);
    expect(await found('*')).toEqual(['x*y']);
  });

  it('covers words, ids, JSON and additional fields, and no numbers', async () => {
    const time = '2026-03-04T10:00:00Z';
    const columns = {
      CallType: 'Group',
      EndpointId: 'endpoint-77',
      DiagnosticOptions: '{"mode":"verbose"}',
      CallDuration: 4711,
    };
    const store = await storeOf([
      recordAt(time, { category: callSummary, columns, additional: '{"extra":"surplus"}' }),
    ]);
    const counts = ['group', 'POINT-7', 'verbose', 'surplus', '4711'].map(
      async (text) => (await pageOf(readingFrom(store), `search=${text}`)).records.length,
    );
    expect(await Promise.all(counts)).toEqual([1, 1, 1, 1, 0]);
  });
});
