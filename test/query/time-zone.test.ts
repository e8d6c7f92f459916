import { describe, expect, it } from 'vitest';
import { timeWriter } from '../../shared/query/time-zone.ts';

describe('a time in a zone', () => {
  it.each([
    ['Europe/Berlin', '2026-03-29T00:59:59.999Z', '2026-03-29T01:59:59.999+01:00'],
    ['Europe/Berlin', '2026-03-29T01:00:00.000Z', '2026-03-29T03:00:00.000+02:00'],
    ['America/New_York', '2026-01-01T03:00:00.1234567Z', '2025-12-31T22:00:00.1234567-05:00'],
    ['Asia/Kathmandu', '2026-01-01T00:00:00.000Z', '2026-01-01T05:45:00.000+05:45'],
    ['America/St_Johns', '2026-01-01T00:00:00.000Z', '2025-12-31T20:30:00.000-03:30'],
    ['UTC', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
    ['Asia/Tokyo', '0000-12-31T23:00:00.000Z', '0001-01-01T08:18:00.000+09:18'],
  ])('%s of %s is %s', (zone, utc, local) => {
    expect(timeWriter(zone)?.(utc)).toBe(local);
  });

  it('is the same instant', () => {
    const write = timeWriter('Australia/Lord_Howe') as (utc: string) => string;
    for (let time = Date.parse('2026-01-01T00:00:00Z'); time < Date.parse('2027-01-01T00:00:00Z'); time += 5_000_000) {
      expect(Date.parse(write(new Date(time).toISOString()))).toBe(time);
    }
  });

  it('needs a zone that exists', () => {
    for (const zone of ['Mars/Olympus', '', 'Europe/Berlin; DROP']) expect(timeWriter(zone)).toBeUndefined();
  });
});
