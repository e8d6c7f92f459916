import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchesOf, partitionsOf } from '../../shared/storage/batches.ts';
import { checkTransaction } from '../../shared/storage/limits.ts';
import { row } from './contract.ts';

describe('batchesOf', () => {
  it('makes transactions that storage takes, in order of row key, of all rows', () => {
    const size = fc.oneof(
      { weight: 9, arbitrary: fc.nat(50) },
      { weight: 1, arbitrary: fc.integer({ min: 20_000, max: 32_000 }) },
    );
    const unit = fc.constantFrom('a', '漢', '\u0001', '"');
    const entities = fc
      .uniqueArray(fc.tuple(fc.nat(99_999), size, unit), { maxLength: 320, selector: ([key]) => key })
      .map((all) =>
        all.map(([key, chars, text]) => row('p', String(key).padStart(5, '0'), { text: text.repeat(chars) })),
      );
    fc.assert(
      fc.property(entities, (rows) => {
        const batches = batchesOf(rows);
        for (const batch of batches) checkTransaction(batch.map((entity) => ({ kind: 'insert', entity })));
        expect(batches.flat()).toEqual(rows.toSorted((a, b) => (a.rowKey < b.rowKey ? -1 : 1)));
      }),
      { numRuns: 60 },
    );
  });

  it('makes as few as there can be of small rows', () => {
    const rows = Array.from({ length: 250 }, (_, index) => row('p', String(index).padStart(3, '0')));
    expect(batchesOf(rows).map((batch) => batch.length)).toEqual([100, 100, 50]);
    expect(batchesOf([])).toEqual([]);
  });
});

describe('partitionsOf', () => {
  it('groups rows by table and partition, in order of their first', () => {
    const rows = [
      ['A', 'x'],
      ['B', 'x'],
      ['A', 'y'],
      ['A', 'x'],
    ].map(([table = '', key = ''], index) => ({ table, index, entity: row(key, 'r') }));
    expect(partitionsOf(rows).map(({ table, rows: group }) => [table, group.map(({ index }) => index)])).toEqual([
      ['A', [0, 3]],
      ['B', [1]],
      ['A', [2]],
    ]);
  });
});
