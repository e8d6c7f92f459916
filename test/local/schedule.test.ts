/** When a timer's schedule says that it runs. */

import { describe, expect, test } from 'vitest';
import { scheduleOf } from '../../local/schedule.ts';

const nextOf = (schedule: string, from: string) => scheduleOf(schedule)?.next(new Date(from)).toISOString();

describe('a schedule', () => {
  test.each([
    ['six fields, seconds first', '30 */5 * * * *', '2027-03-01T10:01:00Z', '2027-03-01T10:05:30.000Z'],
    ['five fields, minutes first', '15 4 * * *', '2027-03-01T10:01:00Z', '2027-03-02T04:15:00.000Z'],
    ['names of days and months', '0 0 6 * JUN mon-fri', '2027-03-01T00:00:00Z', '2027-06-01T06:00:00.000Z'],
    ['an interval', '00:00:05', '2027-03-01T10:01:00Z', '2027-03-01T10:01:05.000Z'],
    ['an occurrence now: the one after it', '0 * * * * *', '2027-03-01T10:01:00Z', '2027-03-01T10:02:00.000Z'],
    ['summer time of nowhere, for it is UTC', '0 30 2 * * *', '2027-03-28T00:00:00Z', '2027-03-28T02:30:00.000Z'],
  ])('takes %s', (_what, schedule, from, next) => {
    expect(nextOf(schedule, from)).toBe(next);
  });

  test('needs the day of the month and the day of the week both', () => {
    // The first 13th of 2027 that is a Friday is in August.
    expect(nextOf('0 0 0 13 * FRI', '2027-01-01T00:00:00Z')).toBe('2027-08-13T00:00:00.000Z');
  });

  test.each([
    '',
    'hourly',
    '@daily',
    '* * * *',
    '0 0 0 L * *',
    '0 0 0 ? * *',
    '0 0 0 * * FRI#2',
    '0 61 * * * *',
    '24:00:00',
    '00:00:00',
  ])('refuses "%s", which Azure does not take', (schedule) => {
    expect(scheduleOf(schedule)).toBeUndefined();
  });

  test.each([
    ['*/10 * * * * *', true],
    ['00:00:59', true],
    ['0 * * * * *', false],
    ['5 1 * * * *', false],
    ['00:01:00', false],
  ])('of %s is under a minute: %s', (schedule, under) => {
    expect(scheduleOf(schedule)?.underAMinute).toBe(under);
  });
});
