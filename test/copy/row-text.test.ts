import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowText } from '../../shared/copy/row-text.ts';
import type { Entity, Value } from '../../shared/storage/table-store.ts';

const value: fc.Arbitrary<Value> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('1', 'true', '', '\ud800', '\udc00', '\ufffd'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
  fc.constantFrom(1, 1n, true, false),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
);
const row: fc.Arbitrary<Entity> = fc
  .tuple(
    fc.string(),
    fc.string(),
    fc.dictionary(fc.constantFrom('a', 'b', 'ab', 'string'), value, { noNullPrototype: true }),
  )
  .map(([partitionKey, rowKey, properties]) => ({ ...properties, partitionKey, rowKey }));

const sameRow = (one: Entity, other: Entity): boolean => {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => Object.is(one[name], other[name]));
};

describe('rowText', () => {
  it('is the same for the same row in any order of properties, with any tag', () => {
    fc.assert(
      fc.property(row, (one) => {
        const turned = Object.fromEntries(Object.entries(one).reverse()) as Entity;
        expect(rowText({ ...turned, etag: '7', missing: undefined })).toBe(rowText(one));
      }),
    );
  });

  it('differs for rows that differ in a key, a name, a type or a value', () => {
    fc.assert(
      fc.property(row, row, (one, other) => {
        expect(rowText(one) === rowText(other)).toBe(sameRow(one, other));
      }),
    );
    const texts = [1, 1n, '1', true, 'true', '\ud800', '\ufffd', undefined].map((a) =>
      rowText({ partitionKey: 'p', rowKey: 'r', a }),
    );
    expect(new Set(texts).size).toBe(texts.length);
  });
});
