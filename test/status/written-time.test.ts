import { describe, expect, it } from 'vitest';
import { writtenTime } from '../../shared/status/written-time.ts';

const now = new Date('2026-05-05T21:30:00.000Z');

describe('an instant in a sentence', () => {
  it.each([
    ['2026-05-05T00:00:00.000Z', 'UTC', '00:00', 'only the time of today'],
    ['2026-05-04T23:59:59.999Z', 'UTC', '4 May 23:59', 'with the day of another one'],
    ['2026-05-03T14:02:30.000Z', 'UTC', '3 May 14:02', 'to the minute, rounded down'],
    ['2025-12-31T09:05:00.000Z', 'UTC', '31 December 2025 09:05', 'with the year of another one'],
    ['2026-05-04T22:10:00.000Z', 'Europe/Berlin', '00:10', 'today where the clock says so'],
    ['2026-05-04T21:59:00.000Z', 'Europe/Berlin', '4 May 23:59', 'yesterday where the clock says so'],
    ['2025-12-31T23:30:00.000Z', 'Europe/Berlin', '1 January 00:30', 'of this year where the clock says so'],
    ['2026-01-31T12:00:00.000Z', 'America/St_Johns', '31 January 08:30', 'in winter time'],
  ])('%s in %s is "%s": %s', (at, zone, written) => {
    expect(writtenTime(new Date(at), now, zone)).toBe(written);
  });

  it('of the future is written as well', () => {
    expect(writtenTime(new Date('2027-01-01T00:00:00.000Z'), now, 'UTC')).toBe('1 January 2027 00:00');
  });
});
