import { describe, expect, it } from 'vitest';
import { contentOf, identityOf, twinHashOf } from '../../shared/ingest/identity.ts';
import { isTimeReplaced } from '../../shared/ingest/time-replaced.ts';
import { recordOf } from '../categories/identified.ts';
import { archived, late, take } from '../replaced/clicks.ts';
import { answerOf, openServices, storedRecord } from './delivering.ts';
import { afterNoon, noon, sms } from './events.ts';

describe('a delivered row', () => {
  it.each([
    ['in the same instant', { TimeGenerated: noon, _TimeReceived: noon }, true],
    ['a second later', { TimeGenerated: noon, _TimeReceived: afterNoon(1000) }, true],
    ['a second earlier', { TimeGenerated: noon, _TimeReceived: afterNoon(-1000) }, true],
    ['a moment more than a second later', { TimeGenerated: noon, _TimeReceived: afterNoon(1001) }, false],
    ['minutes later', { TimeGenerated: noon, _TimeReceived: afterNoon(240_000) }, false],
    ['with other fractions', { TimeGenerated: '2026-03-04T12:00:00.1234567Z', _TimeReceived: noon }, true],
    ['as an export writes it', { 'TimeGenerated [UTC]': '3/4/2026, 12:00:00.000 PM', 'Time Received': noon }, true],
    ['as a Date', { TimeGenerated: new Date(noon), _TimeReceived: new Date(noon) }, true],
    ['under the name of an envelope', { time: noon, timereceived: noon }, true],
    ['not to be read', { TimeGenerated: noon, _TimeReceived: 'soon' }, false],
    ['with no time of its own', { _TimeReceived: noon }, false],
    ['with none at all', { TimeGenerated: noon }, false],
  ])('received %s is one whose time was replaced: %j, %s', (_, row, expected) => {
    expect(isTimeReplaced(row)).toBe(expected);
  });

  it('is flagged by whatever road it comes, when it says so in the envelope or in its properties', async () => {
    const services = await openServices();
    const { properties } = sms('m-2');
    const answer = await answerOf(services, [
      sms('m-1', { _TimeReceived: noon }),
      sms('m-2', { properties: { ...properties, TimeGenerated: noon, time_received: noon } }),
      sms('m-3', { _TimeReceived: afterNoon(90_000) }),
      sms('m-4'),
    ]);
    const flags = answer.outcomes.map(async ({ id }) => (await storedRecord(services.store, id)).timeReplaced);
    expect(await Promise.all(flags)).toEqual([true, true, undefined, undefined]);
  });
});

describe('the time of receiving', () => {
  it('is no content: a row with it and one without say the same', () => {
    const { _TimeReceived: _, ...without } = late({ at: 0 });
    const [one, other] = [recordOf(late({ at: 0 })), recordOf(without)];
    expect(contentOf(one)).toBe(contentOf(other));
    expect(one.additional).toBeUndefined();
    expect(identityOf(one)).toBe(identityOf(other));
  });
});

describe('equal rows whose time was replaced', () => {
  const { timeReplaced: _, ...record } = recordOf(late({ at: 0 }));

  it('are several by their occurrence, each the same when it is asked for again', () => {
    const identities = [0, 1, 2].map((occurrence) => identityOf(record, occurrence));
    expect(new Set(identities).size).toBe(3);
    expect(identities[0]).toBe(identityOf(record));
    expect([0, 1, 2].map((occurrence) => identityOf(record, occurrence))).toEqual(identities);
  });

  it('are twins of the archive’s, whatever the time, and of no other event', () => {
    const twin = twinHashOf(record);
    expect(twinHashOf(recordOf(archived({ at: -400_000_000 })))).toBe(twin);
    expect(twinHashOf(recordOf(archived({ at: 0, link: 'https://example.com/other' })))).not.toBe(twin);
  });

  it('are several rows only where the time says nothing any more', async () => {
    const services = await openServices();
    const occurrence = (index: number) => index;
    expect(await take(services, [late({ at: 0 }), late({ at: 0 })], { occurrence })).toMatchObject({ stored: 2 });
    const onTime = archived({ at: -1000 });
    expect(await take(services, [onTime, onTime], { occurrence })).toMatchObject({ stored: 1, duplicate: 1 });
  });
});
