import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterSlice,
  halved,
  nextSlice,
  type Slices,
  shortest,
  slicesOf,
} from '../../../shared/sources/backfill/slices.ts';

describe('the slices of a range', () => {
  it('begin with the whole of it', () => {
    expect(nextSlice(slicesOf({ from: 1000, until: 90_000 }))).toEqual({ from: 1000, until: 90_000 });
  });

  it('are none when it is empty', () => {
    expect(nextSlice(slicesOf({ from: 5, until: 5 }))).toBeUndefined();
  });

  it('are halved in time, the older half first', () => {
    const half = halved(slicesOf({ from: 0, until: 10_001 })) as Slices;
    expect(nextSlice(half)).toEqual({ from: 0, until: 5000 });
    expect(nextSlice(afterSlice(half))).toEqual({ from: 5000, until: 10_001 });
  });

  it('are never cut below the shortest', () => {
    expect(halved(slicesOf({ from: 0, until: shortest }))).toBeUndefined();
  });

  it('cover the range without gap or overlap, oldest first, whichever are halved', () => {
    fc.assert(
      fc.property(
        fc.nat(1e9),
        fc.integer({ min: 1, max: 1e9 }),
        fc.infiniteStream(fc.boolean()),
        (from, length, halve) => {
          let slices = slicesOf({ from, until: from + length });
          let at = from;
          for (let steps = 0; ; steps += 1) {
            const slice = nextSlice(slices);
            if (!slice) break;
            expect(slice.from).toBe(at);
            const less: Slices | undefined = steps < 200 && halve.next().value ? halved(slices) : undefined;
            if (less) slices = less;
            else {
              at = slice.until;
              slices = afterSlice(slices);
            }
          }
          expect(at).toBe(from + length);
        },
      ),
    );
  });
});
