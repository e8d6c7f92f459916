import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecesOf, putText, takeText } from '../../shared/storage/long-text.ts';
import type { Value } from '../../shared/storage/table-store.ts';

const limit = 32 * 1024;

describe('piecesOf', () => {
  it('cuts a text into pieces that are not too long, cut no pair, and are the text', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }));
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 9 }), (whole, chars) => {
        const pieces = [...piecesOf(whole, chars)];
        expect(pieces.join('')).toBe(whole);
        for (const piece of pieces) {
          expect(piece.length).toBeGreaterThan(0);
          expect(piece.length).toBeLessThanOrEqual(chars);
          if (whole.isWellFormed()) expect(piece.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});

describe('a text in properties', () => {
  it.each([0, 1, limit - 1, limit, limit + 1, 2 * limit, 5 * limit + 7])('of %i characters comes back', (length) => {
    for (const unit of ['x', '🎉']) {
      const text = unit.repeat(length).slice(0, length);
      const properties: Record<string, Value> = { other: 'x', Text_2x: 'y' };
      putText(properties, 'Text', text);
      expect(takeText(properties, 'Text') === text).toBe(true);
      for (const value of Object.values(properties)) expect(String(value).length).toBeLessThanOrEqual(limit);
      expect(Object.keys(properties)).toHaveLength(2 + Math.max(1, Math.ceil(length / limit)));
    }
  });

  it('stands whole in one property while it fits', () => {
    const properties: Record<string, Value> = {};
    putText(properties, 'Text', 'x'.repeat(limit));
    expect(Object.keys(properties)).toEqual(['Text']);
    putText(properties, 'Text', 'x'.repeat(limit + 1));
    expect(Object.keys(properties)).toEqual(['Text', 'Text_2']);
  });

  it('is undefined when it was not put', () => {
    expect(takeText({ Text_2: 'x' }, 'Text')).toBeUndefined();
    expect(takeText({ Text: 7 }, 'Text')).toBeUndefined();
  });
});
