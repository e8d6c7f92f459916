import { describe, expect, it } from 'vitest';
import type { Latest } from '../../shared/arrivals/latest.ts';
import { arrival, at, failed, hours, roads, statusAtNoon, succeeded } from './facts.ts';

const road = (source: string, latest: Partial<Latest>) =>
  statusAtNoon(latest).roads.find((one) => one.source === source) ?? expect.fail(`no road ${source}`);

describe('the state as a whole', () => {
  it('is never while nothing arrived and nothing failed', () => {
    expect(statusAtNoon({})).toMatchObject({ state: 'never', newest: null, items: [] });
    expect(statusAtNoon({ looks: [failed(-1, { class: 'nothing' })] }).state).toBe('never');
  });

  it('is ok while something arrived within the time of silence, failing from then on', () => {
    expect(statusAtNoon({ arrivals: [arrival(-24 * hours + 1)] })).toMatchObject({ state: 'ok', newest: at(-1439) });
    expect(statusAtNoon({ arrivals: [arrival(-24 * hours)] }).state).toBe('failing');
  });

  it('is failing while a road that is set up fails, whatever another road brings', () => {
    const latest = { arrivals: [arrival(-2, { source: 'push' })], looks: [failed(-10)] };
    expect(statusAtNoon(latest)).toMatchObject({
      state: 'failing',
      answer: 'Yes – newest 2 minutes ago; but the archive refuses our credentials since 11:45',
    });
    const unset = roads.map((one) => ({ ...one, setting: 'unset' as const }));
    expect(statusAtNoon(latest, { roads: unset })).toMatchObject({ state: 'ok', answer: 'Yes – newest 2 minutes ago' });
  });

  it('is failing when nothing ever arrived because a road fails', () => {
    expect(statusAtNoon({ looks: [failed(-10)] })).toMatchObject({
      state: 'failing',
      answer: 'No – nothing has ever arrived: the archive refuses our credentials',
    });
  });

  it('is paused when all that ever arrived is switched off, failing when one of it is not', () => {
    const arrivals = [arrival(-50 * hours), arrival(-60 * hours, { slug: 'chat' })];
    expect(statusAtNoon({ arrivals }, { off: new Set(['sms', 'chat']) }).state).toBe('paused');
    expect(statusAtNoon({ arrivals }, { off: new Set(['chat']) }).state).toBe('failing');
  });

  it('is not failing because somebody sends what cannot be read, but says so for as long as silence may last', () => {
    const looks = [failed(-10, { source: 'push', ended: 'rejected', class: 'malformed' })];
    expect(statusAtNoon({ arrivals: [arrival(-1)], looks })).toMatchObject({
      state: 'ok',
      answer: 'Yes – newest 1 minute ago; but a sender gives what cannot be read since 11:45',
    });
    const long = [failed(-25 * hours, { source: 'push', ended: 'rejected', class: 'malformed' })];
    expect(statusAtNoon({ arrivals: [arrival(-1)], looks: long }).answer).toBe('Yes – newest 1 minute ago');
  });
});

describe('the last error of a road', () => {
  const error = { class: 'refused', words: 'No.', at: at(-10), since: at(-15) };

  it('stands with its class, words and time, and when the road was looked at', () => {
    const latest = { arrivals: [arrival(-30)], looks: [failed(-10), succeeded(-20)] };
    expect(road('archive', latest)).toEqual({
      ...{ source: 'archive', state: 'failing', newest: at(-30), lookedAt: at(-10), lastError: error },
    });
  });

  it.each([
    ['a success', { looks: [failed(-10), succeeded(-5)] }],
    ['a success with one category', { looks: [failed(-10), succeeded(-5, 'archive', 'sms')] }],
    ['an arrival', { arrivals: [arrival(-5)], looks: [failed(-10)] }],
  ])('is gone when %s followed', (_, latest) => {
    expect(road('archive', latest).lastError).toBeNull();
  });

  it.each([
    ['an earlier success', { looks: [failed(-10), succeeded(-11)] }],
    ['an arrival by another road', { arrivals: [arrival(-5, { source: 'push' })], looks: [failed(-10)] }],
    ['a failure of one category', { looks: [failed(-10), failed(-5, { slug: 'sms', class: 'malformed' })] }],
    ['a success of another road', { looks: [failed(-10), succeeded(-5, 'log-analytics')] }],
  ])('is not gone by %s', (_, latest) => {
    expect(road('archive', latest).lastError).toEqual(error);
  });

  it('is the newest, in whichever order they are kept', () => {
    const looks = [failed(-5, { class: 'throttled' }), failed(-10, { ended: 'rejected', class: 'malformed' })];
    for (const kept of [looks, looks.toReversed()])
      expect(road('archive', { looks: kept }).lastError).toMatchObject({ class: 'throttled', at: at(-5) });
  });

  it('of what was rejected is gone by an arrival of the same minute, which is true to the minute only', () => {
    const rejected = failed(-10, { source: 'push', ended: 'rejected', class: 'malformed' });
    const arrivedAt = (minutes: number) => ({ arrivals: [arrival(minutes, { source: 'push' })], looks: [rejected] });
    expect(road('push', arrivedAt(-11)).lastError).toBeNull();
    expect(road('push', arrivedAt(-11.1)).lastError).toMatchObject({ class: 'malformed' });
    expect(road('push', arrivedAt(-11)).lookedAt).toBeNull();
  });

  it('of what was rejected is not gone by the success of looking, which the same tick had', () => {
    const looks = [failed(-10, { ended: 'rejected', class: 'malformed' }), succeeded(-9.9), succeeded(-5)];
    expect(road('archive', { looks })).toMatchObject({ state: 'failing', lastError: { class: 'malformed' } });
    expect(statusAtNoon({ looks })).toMatchObject({
      state: 'never',
      answer: 'No – nothing has ever arrived: the archive gives what cannot be read',
    });
    expect(road('archive', { arrivals: [arrival(-4)], looks }).lastError).toBeNull();
  });

  it('that there is nothing to read does not make it failing', () => {
    const looks = [failed(-10, { class: 'nothing' })];
    expect(road('archive', { looks })).toMatchObject({ state: 'never', lastError: { class: 'nothing' } });
    expect(road('archive', { arrivals: [arrival(-30)], looks })).toMatchObject({ state: 'ok' });
  });
});

describe('the items', () => {
  it('are there by category, resource and road, in order', () => {
    const arrivals = [
      arrival(-3, { slug: 'sms', resource: '/b' }),
      arrival(-2, { slug: 'sms', resource: '/a', source: 'push' }),
      arrival(-1, { slug: 'sms', resource: '/a' }),
      arrival(-4, { slug: 'chat' }),
    ];
    const items = statusAtNoon({ arrivals }).items.map(({ category, resource, source, newest }) => [
      ...[category, resource, source, newest],
    ]);
    expect(items).toEqual([
      ['ChatOperational', '/acs', 'archive', at(-4)],
      ['SMSOperational', '/a', 'archive', at(-1)],
      ['SMSOperational', '/a', 'push', at(-2)],
      ['SMSOperational', '/b', 'archive', at(-3)],
    ]);
  });

  it('of a category that is switched off are paused', () => {
    const arrivals = [arrival(-1), arrival(-1, { slug: 'chat' })];
    expect(statusAtNoon({ arrivals }, { off: new Set(['sms']) }).items.map(({ state }) => state)).toEqual([
      'ok',
      'paused',
    ]);
  });

  it('fail with their road, unless only some of what it brought was rejected', () => {
    const arrivals = [arrival(-30)];
    expect(statusAtNoon({ arrivals, looks: [failed(-10)] }).items).toMatchObject([
      { state: 'failing', lastError: { class: 'refused', at: at(-10) } },
    ]);
    const rejected = failed(-10, { ended: 'rejected', class: 'malformed' });
    expect(statusAtNoon({ arrivals, looks: [rejected] }).items).toMatchObject([{ state: 'ok', lastError: null }]);
  });

  it('do not fail by a road that is set up no more', () => {
    const left = { roads: roads.map((one) => ({ ...one, setting: 'unset' as const })) };
    const latest = { arrivals: [arrival(-30)], looks: [failed(-10), failed(-10, { slug: 'sms' })] };
    expect(statusAtNoon(latest, left)).toMatchObject({ state: 'ok', items: [{ state: 'ok' }] });
  });

  it('name a category that a road could not be asked for, arrived or not', () => {
    const source = 'log-analytics';
    const looks = [
      failed(-10, { source, slug: 'sms', class: 'throttled' }),
      failed(-10, { source, slug: 'chat', class: 'nothing' }),
      succeeded(-10, source, 'rooms'),
      succeeded(-10, source),
    ];
    const status = statusAtNoon({ arrivals: [arrival(-30, { source })], looks });
    expect(status.items).toMatchObject([
      { category: 'ChatOperational', resource: '', state: 'never', newest: null, lastError: { class: 'nothing' } },
      { category: 'SMSOperational', resource: '/acs', state: 'failing', lastError: { class: 'throttled' } },
    ]);
    expect(status.state).toBe('ok');
  });
});
