/** What a query looks like in the address. */

import { expect, test } from 'vitest';
import { odataFilter } from '../../shared/storage/odata-filter.ts';
import type { Query, Value } from '../../shared/storage/table-store.ts';

test.each<[string, Query]>([
  ['', {}],
  ["PartitionKey eq 'it''s'", { partition: "it's" }],
  [
    "PartitionKey ge 'a' and PartitionKey lt 'c' and RowKey ge '1'",
    { partition: { from: 'a', until: 'c' }, rows: { from: '1' } },
  ],
  ['', { partition: { from: '', until: '' }, rows: {} }],
  [
    "RowKey lt '9' and A ne 'x' and (B lt 2L or C eq true)",
    {
      rows: { until: '9' },
      filter: [
        { property: 'A', operator: 'ne', value: 'x' },
        [
          { property: 'B', operator: 'lt', value: 2n },
          { property: 'C', operator: 'eq', value: true },
        ],
      ],
    },
  ],
])('writes %j', (text, query) => {
  expect(odataFilter(query)).toBe(text);
});

test.each<[Value, string]>([
  [5, '5.0'],
  [-5, '-5.0'],
  [5.5, '5.5'],
  [-0, '0.0'],
  [1e21, '1000000000000000000000.0'],
  [-1.5e22, '-15000000000000000000000.0'],
  [1e-7, '0.0000001'],
  [-2.5e-8, '-0.000000025'],
  [9007199254740993n, '9007199254740993L'],
  [-1n, '-1L'],
  ["'", "''''"],
  ['', "''"],
])('writes %s as a literal of its type', (value, literal) => {
  expect(odataFilter({ filter: [{ property: 'A', operator: 'eq', value }] })).toBe(`A eq ${literal}`);
});

test.each([Number.MAX_VALUE, Number.MIN_VALUE, -1.2345678901234567e200, 1.2345678901234567e-200])(
  'writes %d without an exponent, exactly',
  (value) => {
    const literal = odataFilter({ filter: [{ property: 'A', operator: 'eq', value }] }).slice('A eq '.length);
    expect(literal).toMatch(/^-?\d+\.\d+$/);
    expect(Number(literal)).toBe(value);
  },
);
