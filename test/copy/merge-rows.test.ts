import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRows } from '../../shared/copy/merge-rows.ts';
import type { Stored } from '../../shared/storage/table-store.ts';

const keyText = fc.string({ unit: fc.constantFrom('a', 'B', ' ', '-', '~'), minLength: 1, maxLength: 3 });
const table = fc.uniqueArray(fc.tuple(keyText, keyText), { selector: (key) => key.join('/'), maxLength: 30 });
const inOrder = (one: readonly [string, string], other: readonly [string, string]) =>
  one[0] === other[0] ? Number(one[1] > other[1]) || -1 : Number(one[0] > other[0]) || -1;

async function* rowsOf(keys: readonly [string, string][], etag: string): AsyncGenerator<Stored> {
  for (const [partitionKey, rowKey] of keys.toSorted(inOrder)) yield { partitionKey, rowKey, etag };
}

describe('mergeRows', () => {
  it('gives every key of two tables once, in order, with the row of each side that has it', async () => {
    await fc.assert(
      fc.asyncProperty(table, table, async (left, right) => {
        const pairs = await Array.fromAsync(mergeRows(rowsOf(left, 'left'), rowsOf(right, 'right')));
        const keyOf = ({ partitionKey, rowKey }: Stored) => `${partitionKey}/${rowKey}`;
        const all = new Map([...left, ...right].map((key) => [key.join('/'), key]));
        expect(pairs.map(({ source, target }) => keyOf((source ?? target) as Stored))).toEqual(
          [...all.values()].toSorted(inOrder).map((key) => key.join('/')),
        );
        for (const { source, target } of pairs) {
          const key = keyOf((source ?? target) as Stored);
          expect(source?.etag).toBe(left.some((one) => one.join('/') === key) ? 'left' : undefined);
          expect(target?.etag).toBe(right.some((one) => one.join('/') === key) ? 'right' : undefined);
          if (source && target) expect(keyOf(source)).toBe(keyOf(target));
        }
      }),
    );
  });
});
