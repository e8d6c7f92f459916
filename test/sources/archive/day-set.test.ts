import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daySet } from '../../../shared/sources/archive/day-set.ts';

const dayMs = 86_400_000;

describe('daySet', () => {
  it('gives the days that were added, each once and oldest first, also after it was a text', () => {
    const times = fc.array(fc.date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }));
    fc.assert(
      fc.property(times, times, (before, after) => {
        const set = daySet();
        for (const time of before) set.add(time.getTime());
        const again = daySet(set.toText());
        for (const time of after) again.add(time.getTime());
        const days = [...before, ...after].map((time) => Math.floor(time.getTime() / dayMs) * dayMs);
        expect(again.days()).toEqual([...new Set(days)].toSorted((a, b) => a - b));
      }),
    );
  });

  it('holds sixty years in four thousand characters', () => {
    const set = daySet();
    for (let day = 0; day < Date.UTC(2030, 0, 1); day += dayMs) set.add(day);
    expect(set.days()).toHaveLength(21_915);
    expect(set.toText().length).toBeLessThan(4000);
  });

  it('takes a day that it cannot hold for the nearest that it can', () => {
    const set = daySet();
    set.add(-1);
    set.add(Date.UTC(2200, 0, 1));
    expect(set.days()).toEqual([0, Date.UTC(2099, 11, 31)]);
  });
});
