import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { millisecondsOf, readTime } from '../../shared/categories/read-time.ts';

describe('readTime', () => {
  it.each([
    ['2026-03-04T05:06:07Z', '2026-03-04T05:06:07.000Z'],
    ['2026-03-04T05:06:07.1Z', '2026-03-04T05:06:07.100Z'],
    ['2026-03-04T05:06:07.123Z', '2026-03-04T05:06:07.123Z'],
    ['2026-03-04T05:06:07.1234567Z', '2026-03-04T05:06:07.1234567Z'],
    ['2026-03-04T05:06:07.1230000Z', '2026-03-04T05:06:07.123Z'],
    ['2026-03-04T05:06:07.1234500Z', '2026-03-04T05:06:07.12345Z'],
    ['2026-03-04T05:06:07.123456789Z', '2026-03-04T05:06:07.1234567Z'],
    ['2026-03-04T05:06:07.9999999Z', '2026-03-04T05:06:07.9999999Z'],
    ['2026-03-04T05:06:07.1234567+00:00', '2026-03-04T05:06:07.1234567Z'],
    ['2026-03-04T05:06:07-00:00', '2026-03-04T05:06:07.000Z'],
    ['2026-03-04T05:06:07.5+05:30', '2026-03-03T23:36:07.500Z'],
    ['2026-03-04T05:06:07.1234567-0800', '2026-03-04T13:06:07.1234567Z'],
    ['2026-03-04T05:06:07+02', '2026-03-04T03:06:07.000Z'],
    ['2025-12-31T23:30:00-01:00', '2026-01-01T00:30:00.000Z'],
    ['2026-03-04T05:06:07', '2026-03-04T05:06:07.000Z'],
    ['2026-03-04 05:06:07.25', '2026-03-04T05:06:07.250Z'],
    ['2026-03-04 05:06:07,25 UTC', '2026-03-04T05:06:07.250Z'],
    ['2026-03-04t05:06:07z', '2026-03-04T05:06:07.000Z'],
    ['2026-03-04T05:06Z', '2026-03-04T05:06:00.000Z'],
    ['2026-03-04', '2026-03-04T00:00:00.000Z'],
    [' 2026-03-04T05:06:07Z ', '2026-03-04T05:06:07.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(readTime(text)).toBe(instant);
  });

  it.each([
    ['3/4/2026, 5:06:07.123 PM', '2026-03-04T17:06:07.123Z'],
    ['3/4/2026, 5:06:07 AM', '2026-03-04T05:06:07.000Z'],
    ['03/04/2026 5:06 pm', '2026-03-04T17:06:00.000Z'],
    ['3/4/2026, 12:00:00.000 AM', '2026-03-04T00:00:00.000Z'],
    ['3/4/2026, 12:30:00.000 PM', '2026-03-04T12:30:00.000Z'],
    ['12/31/2026, 11:59:59.999 p.m.', '2026-12-31T23:59:59.999Z'],
    // Browsers put a narrow blank before the half of the day.
    ['3/4/2026, 5:06:07\u202FPM', '2026-03-04T17:06:07.000Z'],
  ])("reads the portal's grid: %s", (text, instant) => {
    expect(readTime(text)).toBe(instant);
  });

  it.each([
    ...['', 'null', 'yesterday', '1772600767', '2026', '2026-03', '2026-3-4T05:06:07Z'],
    ...['2026-02-29T00:00:00Z', '1900-02-29T00:00:00Z', '2026-04-31T00:00:00Z', '2026-00-10T00:00:00Z'],
    ...['2026-13-01T00:00:00Z', '2026-01-00T00:00:00Z', '2026-03-04T24:00:00Z', '2026-03-04T05:60:00Z'],
    ...['2026-03-04T05:06:60Z', '2026-03-04T05:06:07.Z', '2026-03-04T05:06:07.1x3Z', '2026-03-04T05:06:07+15:00'],
    ...['2026-03-04T05:06:07+01:60', '2026-03-04T05:06:07ZZ', '+012026-03-04T05:06:07Z', '0000-01-01T00:00:00+01:00'],
    ...['3/4/2026, 13:06:07 PM', '3/4/2026, 0:06:07 AM', '25/3/2026, 5:06:07 PM', '2/29/2026, 5:06:07 PM'],
    ...['3/4/2026, 17:06:07', '2x26-03-04T05:06:07Z', '2026-03-04T0a:06:07Z', '9999-12-31T23:59:59-01:00'],
  ])('takes "%s" for no instant', (text) => {
    expect(readTime(text)).toBeUndefined();
  });

  it("gives a Date's ISO text back", () => {
    const date = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (any) => {
        expect(readTime(any.toISOString())).toBe(any.toISOString());
      }),
    );
  });

  it('reads one instant from all its spellings', () => {
    const date = fc.date({
      min: new Date('1990-01-01T00:00:00Z'),
      max: new Date('2090-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        date,
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        fc.integer({ min: 0, max: 9999 }),
        (any, offset, digits) => {
          const iso = any.toISOString();
          const more = String(digits).padStart(4, '0');
          const expected = readTime(`${iso.slice(0, 23)}${more}Z`);
          const local = new Date(any.getTime() + offset * 60_000).toISOString().slice(0, 23);
          const minutes = Math.abs(offset);
          const zone = `${offset < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
          expect(readTime(`${local}${more}${zone}`)).toBe(expected);
          expect(readTime(`${iso.slice(0, 23)}${more}`)).toBe(expected);
          expect(readTime(`${iso.slice(0, 23)}${more}+00:00`)).toBe(expected);
        },
      ),
    );
  });

  it('reads what JavaScript writes in the American way', () => {
    const date = fc.date({
      min: new Date('1990-01-01T00:00:00Z'),
      max: new Date('2090-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (any) => {
        const whole = `${any.toISOString().slice(0, 19)}.000Z`;
        expect(readTime(any.toLocaleString('en-US', { timeZone: 'UTC' }))).toBe(whole);
      }),
    );
  });

  it('never throws, and never gives what it would not give back', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789-:.TZ+ /,APM') }), (text) => {
        const read = readTime(text);
        if (read !== undefined) expect(readTime(read)).toBe(read);
      }),
    );
  });
});

describe('millisecondsOf', () => {
  it('cuts to the millisecond, and never rounds', () => {
    expect(millisecondsOf('2026-03-04T05:06:07.9999999Z')).toBe(Date.parse('2026-03-04T05:06:07.999Z'));
  });

  it('agrees with Date for every instant that is read', () => {
    const date = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 9999 }), (any, digits) => {
        const read = readTime(`${any.toISOString().slice(0, 23)}${String(digits).padStart(4, '0')}Z`);
        expect(millisecondsOf(read ?? '')).toBe(any.getTime());
      }),
    );
  });
});

const two = (value: number): string => String(value).padStart(2, '0');
