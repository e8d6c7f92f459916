import { describe, expect, it } from 'vitest';
import { localTimeOf } from '../../../shared/local-time.ts';
import { type Nights, nightDue } from '../../../shared/sources/backfill/nightly-due.ts';

const quarterMs = 15 * 60_000;
const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** The ticks at which nights are due when each succeeds at once, as `date at instant`. */
function duesBetween(from: string, until: string, zone: string, at: string, ticks = (_time: number) => true): string[] {
  const dues: string[] = [];
  let nights: Nights = { succeeded: localTimeOf(new Date(Date.parse(from) - quarterMs), zone).date };
  for (let time = Date.parse(from); time < Date.parse(until); time += quarterMs) {
    if (!ticks(time)) continue;
    const date = nightDue(localTimeOf(new Date(time), zone), minutesOf(at), nights, time);
    if (date === undefined) continue;
    dues.push(`${date} at ${new Date(time).toISOString().slice(0, 16)}`);
    nights = { succeeded: date };
  }
  return dues;
}

describe('the nightly run', () => {
  it('is due once a day, at the first tick at or after its time', () => {
    expect(duesBetween('2026-03-04T00:00Z', '2026-03-06T12:00Z', 'UTC', '04:25')).toEqual([
      '2026-03-04 at 2026-03-04T04:30',
      '2026-03-05 at 2026-03-05T04:30',
      '2026-03-06 at 2026-03-06T04:30',
    ]);
  });

  it('is due at once when no night ever succeeded', () => {
    const local = localTimeOf(new Date('2026-03-04T15:00:00Z'), 'UTC');
    expect(nightDue(local, minutesOf('04:25'), {}, 0)).toBe('2026-03-04');
  });

  it('is due after the hour that the clocks skip, and once that day', () => {
    // Berlin, 29 March 2026: 02:00 becomes 03:00, which is 01:00 UTC.
    expect(duesBetween('2026-03-28T00:00Z', '2026-03-31T00:00Z', 'Europe/Berlin', '02:30')).toEqual([
      '2026-03-29 at 2026-03-29T01:00',
      '2026-03-30 at 2026-03-30T00:30',
    ]);
  });

  it('is due once in the hour that the clocks show twice', () => {
    // Berlin, 25 October 2026: 03:00 becomes 02:00, which is 01:00 UTC.
    expect(duesBetween('2026-10-24T12:00Z', '2026-10-27T00:00Z', 'Europe/Berlin', '02:30')).toEqual([
      '2026-10-25 at 2026-10-25T00:30',
      '2026-10-26 at 2026-10-26T01:30',
    ]);
  });

  it('is due once when the clocks go back over midnight', () => {
    // Havana, 1 November 2026: 01:00 becomes 00:00, which is 05:00 UTC.
    expect(duesBetween('2026-10-31T12:00Z', '2026-11-03T00:00Z', 'America/Havana', '00:45')).toEqual([
      '2026-11-01 at 2026-11-01T04:45',
      '2026-11-02 at 2026-11-02T05:45',
    ]);
  });

  it('is due after midnight when no tick comes between its time and midnight', () => {
    expect(duesBetween('2026-03-04T00:00Z', '2026-03-06T00:00Z', 'UTC', '23:50')).toEqual([
      '2026-03-04 at 2026-03-05T00:00',
    ]);
  });

  it('is due once after nights that were skipped, as soon as there is a tick again', () => {
    const away = (time: number) => time < Date.parse('2026-03-05T00:00Z') || time >= Date.parse('2026-03-08T02:00Z');
    expect(duesBetween('2026-03-04T12:00Z', '2026-03-09T00:00Z', 'UTC', '04:25', away)).toEqual([
      '2026-03-07 at 2026-03-08T02:00',
      '2026-03-08 at 2026-03-08T04:30',
    ]);
  });

  it('is due again after a failure, ever later', () => {
    const at = Date.parse('2026-03-04T04:30:00Z');
    const dueAfter = (times: number, minutes: number) =>
      nightDue(
        localTimeOf(new Date(at + minutes * 60_000), 'UTC'),
        265,
        { succeeded: '2026-03-03', tried: { date: '2026-03-04', times, at } },
        at + minutes * 60_000,
      );
    expect(dueAfter(1, 14)).toBeUndefined();
    expect(dueAfter(1, 15)).toBe('2026-03-04');
    expect(dueAfter(3, 59)).toBeUndefined();
    expect(dueAfter(3, 60)).toBe('2026-03-04');
    expect(dueAfter(40, 359)).toBeUndefined();
    expect(dueAfter(40, 360)).toBe('2026-03-04');
  });

  it('of a new night does not wait for the failure of the one before', () => {
    const local = localTimeOf(new Date('2026-03-05T04:30:00Z'), 'UTC');
    const tried = { date: '2026-03-04', times: 9, at: Date.parse('2026-03-05T04:00:00Z') };
    expect(nightDue(local, 265, { succeeded: '2026-03-03', tried }, Date.parse('2026-03-05T04:30:00Z'))).toBe(
      '2026-03-05',
    );
  });
});
