import { describe, expect, it } from 'vitest';
import { daysFrom, localTimeOf } from '../shared/local-time.ts';

const at = (instant: string, zone: string) => localTimeOf(new Date(instant), zone);

describe('the local time of an instant', () => {
  it('is what clocks and calendars of the zone show', () => {
    expect(at('2026-03-04T23:30:00Z', 'UTC')).toEqual({ date: '2026-03-04', minutes: 23 * 60 + 30 });
    expect(at('2026-03-04T23:30:00Z', 'Asia/Kathmandu')).toEqual({ date: '2026-03-05', minutes: 5 * 60 + 15 });
    expect(at('2026-01-01T00:00:00Z', 'America/Los_Angeles')).toEqual({ date: '2025-12-31', minutes: 16 * 60 });
  });

  it('counts midnight as the beginning of a day', () => {
    expect(at('2026-03-04T00:00:59Z', 'UTC')).toEqual({ date: '2026-03-04', minutes: 0 });
  });

  it('is written in one calendar and one kind of digits', () => {
    expect(at('2026-03-04T12:00:00Z', 'Asia/Tehran').date).toBe('2026-03-04');
    expect(at('2026-03-04T12:00:00Z', 'Asia/Bangkok').date).toBe('2026-03-04');
  });
});

describe('days away', () => {
  it('go over the ends of months and years, and over changes of the clocks', () => {
    expect(daysFrom('2026-03-01', -1)).toBe('2026-02-28');
    expect(daysFrom('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysFrom('2026-03-29', 1)).toBe('2026-03-30');
  });
});
