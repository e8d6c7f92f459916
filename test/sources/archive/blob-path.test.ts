import { describe, expect, it } from 'vitest';
import { freshPrefixes, isForeign, isFresh, placeOf } from '../../../shared/sources/archive/blob-path.ts';

const resource = '/SUBSCRIPTIONS/S-1/RESOURCEGROUPS/RG-1/PROVIDERS/MICROSOFT.COMMUNICATION/COMMUNICATIONSERVICES/ACS-1';
const container = 'insights-logs-smsoperational';
const nameAt = (path: string) => `resourceId=${resource}/${path}/PT1H.json`;
const hourMs = 3_600_000;

describe('placeOf', () => {
  it('reads resource and hour, the month from the first segment m and not from the second', () => {
    expect(placeOf(container, nameAt('y=2026/m=03/d=09/h=14/m=00'))).toEqual({
      container,
      resource,
      foreign: false,
      hour: Date.UTC(2026, 2, 9, 14),
    });
  });

  it('reads a tree that was copied into a folder', () => {
    const { hour, resource: named } = placeOf(container, `old/${nameAt('y=2024/m=12/d=31/h=23/m=00')}`);
    expect({ hour, named }).toEqual({ hour: Date.UTC(2024, 11, 31, 23), named: resource });
  });

  it.each([
    ['a month that is none', nameAt('y=2026/m=13/d=09/h=14/m=00')],
    ['a day that the month has not', nameAt('y=2026/m=02/d=30/h=14/m=00')],
    ['an hour that is none', nameAt('y=2026/m=03/d=09/h=24/m=00')],
    ['a year that is a slip', nameAt('y=0202/m=03/d=09/h=14/m=00')],
    ['no minute', nameAt('y=2026/m=03/d=09/h=14')],
    ['no path', 'records.json'],
  ])('knows no hour where there is %s', (_, name) => {
    expect(placeOf(container, name)).not.toHaveProperty('hour');
  });

  it('knows a blob of another resource provider, and takes one that names none', () => {
    const vault = 'resourceId=/SUBSCRIPTIONS/S/RESOURCEGROUPS/R/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/V/y=2026/m=03';
    expect(isForeign(vault)).toBe(true);
    expect(isForeign(nameAt('y=2026/m=03/d=09/h=14/m=00').toLowerCase())).toBe(false);
    expect(isForeign('resourceId=/SUBSCRIPTIONS/S/y=2026/m=03/d=09/h=14/m=00/PT1H.json')).toBe(false);
    expect(isForeign('records.json')).toBe(false);
  });
});

describe('a fresh blob', () => {
  const now = Date.UTC(2026, 2, 9, 14, 30);

  it('is one whose hour began within two days, whenever it was written', () => {
    const fresh = placeOf(container, nameAt('y=2026/m=03/d=07/h=15/m=00'));
    const old = placeOf(container, nameAt('y=2026/m=03/d=07/h=14/m=00'));
    expect([isFresh(fresh, 0, now), isFresh(old, now, now)]).toEqual([true, false]);
  });

  it('is, where the path names no hour, one that was written within two days', () => {
    const place = placeOf(container, 'records.json');
    expect([isFresh(place, now - 47 * hourMs, now), isFresh(place, now - 48 * hourMs, now)]).toEqual([true, false]);
  });

  it('lies below the prefixes of its days, and nothing older by a day does', () => {
    const years = `resourceId=${resource}/y=`;
    expect(freshPrefixes(years, now)).toEqual([
      `${years}2026/m=03/d=09/`,
      `${years}2026/m=03/d=08/`,
      `${years}2026/m=03/d=07/`,
    ]);
    for (let minute = 0; minute < 24 * 60; minute += 7) {
      const at = Date.UTC(2026, 2, 1) + minute * 60_000;
      const prefixes = freshPrefixes(years, at);
      for (let back = -1; back < 60; back += 1) {
        const hour = new Date(Math.floor(at / hourMs) * hourMs - back * hourMs).toISOString();
        const name = nameAt(
          `y=${hour.slice(0, 4)}/m=${hour.slice(5, 7)}/d=${hour.slice(8, 10)}/h=${hour.slice(11, 13)}/m=00`,
        );
        const listed = prefixes.some((prefix) => name.startsWith(prefix));
        if (isFresh(placeOf(container, name), 0, at)) expect(listed, `${name} at minute ${minute}`).toBe(true);
      }
      expect(prefixes.length).toBeLessThanOrEqual(4);
    }
  });
});
