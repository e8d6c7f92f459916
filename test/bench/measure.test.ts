import { describe, expect, it } from 'vitest';
import { median } from '../../bench/measure.ts';
import { recordTexts } from '../../bench/records.ts';

describe('median', () => {
  it('is the middle of the sorted figures, of an even number the mean of the two in the middle', () => {
    expect(median([9, 1, 100])).toBe(9);
    expect(median([100, 2, 4, 1])).toBe(3);
    expect(median([7])).toBe(7);
  });

  it('of nothing is no figure, which meets no budget', () => {
    expect(median([])).toBeNaN();
  });
});

describe('the records of the benches', () => {
  const span = { from: Date.parse('2026-02-01T00:00:00Z'), over: 3_600_000 };

  it('are the same in every run, in order of time, and no two are one event', () => {
    const texts = [...recordTexts(400, span)];
    expect([...recordTexts(400, span)]).toEqual(texts);
    const records = texts.map((text) => JSON.parse(text) as { time: string; correlationId: string });
    const times = records.map(({ time }) => time.slice(0, 23));
    expect(times).toEqual(times.toSorted());
    expect(times[0]).toBe('2026-02-01T00:00:00.000');
    expect(new Set(records.map(({ correlationId }) => correlationId)).size).toBe(400);
  });

  it('are others with another seed', () => {
    expect([...recordTexts(4, span, 2)]).not.toEqual([...recordTexts(4, span, 1)]);
  });
});
