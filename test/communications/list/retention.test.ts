import { describe, expect, it } from 'vitest';
import {
  type CommunicationsFound,
  communicationsOfHits,
} from '../../../shared/communications/list/communications-of-hits.ts';
import { countCommunications } from '../../../shared/communications/list/count-communications.ts';
import { loadById } from '../../../shared/communications/list/load-communication.ts';
import { readChanges } from '../../../shared/communications/list/read-changes.ts';
import { changeKept } from '../../../shared/kept-settings/change-kept.ts';
import { readFindQuery } from '../../../shared/query/find-query.ts';
import { findValue } from '../../../shared/query/find-value.ts';
import { readingOf } from '../../../shared/query/reading.ts';
import { retentionSetting } from '../../../shared/retention/retention-of.ts';
import type { RetentionPolicy } from '../../../shared/retention/retention-policy.ts';
import { localAdministrator, type Services } from '../../../shared/services.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import { answerOf } from '../../ingest/delivering.ts';
import { listedCommunications, listedRecords } from '../../purge/listed.ts';
import { sms } from '../../purge/messages.ts';
import { day, gatherAll, movedClock } from '../../purge/purging.ts';
import { countingStore } from '../../query/counting-store.ts';
import { readingFrom } from '../../query/records.ts';
import { communicationAt, requestOf, storeOf } from './communications.ts';

const noon = Date.parse('2026-03-04T12:00:00.000Z');
const hour = 3_600_000;

describe('the tally of a day in which the cut-off of those that were successful lies', () => {
  /** One that was successful and one that failed, each in the morning and in the evening of a day, and the day after. */
  async function opened() {
    const times = [-6, 6, 24].map((hours) => noon + hours * hour);
    const both = times.flatMap((time) => [
      communicationAt(time, { name: `good ${time}`, state: 'Successful' }),
      communicationAt(time, { name: `bad ${time}`, state: 'Failed' }),
    ]);
    const { store, asked } = countingStore(await storeOf(both));
    const count = async (successfulNotBefore: number) => {
      const reading = readingFrom(store, { successfulNotBefore, now: () => noon + 10 * day });
      const { states } = await countCommunications(reading, requestOf('').query, () => false);
      return [states?.Successful, states?.Failed];
    };
    return { count, asked };
  }
  const everything = Number.NEGATIVE_INFINITY;

  it('is not taken from what was counted when all of the day was shown', async () => {
    const { count } = await opened();
    expect(await count(everything)).toEqual([3, 3]);
    expect(await count(noon)).toEqual([2, 3]);
    expect(await count(noon + 7 * hour)).toEqual([1, 3]);
  });

  it('is not kept: it would be too small once they are shown again', async () => {
    const { count } = await opened();
    expect(await count(noon)).toEqual([2, 3]);
    expect(await count(everything)).toEqual([3, 3]);
  });

  it('is counted to the millisecond, and what began at the cut-off is shown', async () => {
    const { count } = await opened();
    expect(await count(noon - 6 * hour)).toEqual([3, 3]);
    expect(await count(noon - 6 * hour + 1)).toEqual([2, 3]);
  });

  it('leaves what was counted of whole days as it is: of a day before the cut-off only the others are shown', async () => {
    const { count, asked } = await opened();
    await count(everything);
    asked();
    expect(await count(noon + 12 * hour)).toEqual([1, 3]);
    expect(await count(noon + 36 * hour)).toEqual([0, 3]);
    expect(asked()).toEqual({ Tables: 2, Tallies: 2 });
  });
});

/** Two messages of noon, gathered; where those that were successful are kept for 7 days, all for 20, records of SMS for ever. */
async function gathered() {
  const moved = await movedClock(sqliteTables({ path: ':memory:' }), noon + 2000);
  const { services } = moved;
  const keep = (policy: RetentionPolicy) =>
    changeKept(services, {
      ...{ name: retentionSetting, value: policy, tag: '*' },
      ...{ actor: localAdministrator, operation: 'put-setting' },
    });
  await keep({ days: 20, successfulDays: 7, categories: { sms: 'never' } });
  const messages = [...sms(noon, 'good', 'Delivered', '+18335550101'), ...sms(noon, 'bad', 'Failed', '+18335550102')];
  await answerOf(services, messages);
  await gatherAll(services);
  const all = await listedCommunications(services);
  const idOf = (state: string) => all.find((one) => one.state === state)?.id ?? expect.fail(`none is ${state}`);
  return { ...moved, keep, ids: { good: idOf('Successful'), bad: idOf('Failed') } };
}

/** The moments (ms) at which a message is shown for the last time, and the states of what is shown then and after it. */
const lastMoments = [
  ['good', noon + 7 * day, ['Failed', 'Successful'], ['Failed']],
  ['bad', noon + 20 * day, ['Failed'], []],
] as const;

async function found(services: Services, value: string): Promise<CommunicationsFound & { readonly records: number }> {
  const read = readFindQuery(new URLSearchParams({ value, from: '2026-03-01T00:00:00Z' }));
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read.issues));
  const { items } = await findValue(
    {
      ...{ reading: await readingOf(services), hashOf: await services.hash(), off: new Set<string>() },
      ...{ today: services.clock(), arrived: async () => new Set<string>() },
    },
    read.query,
  );
  return { ...(await communicationsOfHits(services, value, items)), records: items.length };
}

describe('what is past its retention, while its row and its records stand', () => {
  it.each(lastMoments)('is not listed: the %s one', async (_, last, before, after) => {
    const { services, set } = await gathered();
    const shown = async () => (await listedCommunications(services)).map(({ state }) => state).sort();
    set(last);
    expect(await shown()).toEqual(before);
    set(last + 1);
    expect(await shown()).toEqual(after);
    expect(await listedRecords(services)).toHaveLength(4);
  });

  it.each(lastMoments)('is not given by its id: the %s one', async (name, last) => {
    const { services, set, ids } = await gathered();
    set(last);
    expect((await loadById(services, ids[name]))?.communication.id).toBe(ids[name]);
    set(last + 1);
    expect(await loadById(services, ids[name])).toBeUndefined();
  });

  it.each(lastMoments)('is not in the feed: the %s one', async (_, last, before, after) => {
    const { services, set } = await gathered();
    const feed = async () => {
      const { items } = await readChanges(await readingOf(services), requestOf('since=beginning').query, [0, '']);
      return items.map(({ communication }) => communication.state).sort();
    };
    set(last);
    expect(await feed()).toEqual(before);
    set(last + 1);
    expect(await feed()).toEqual(after);
  });

  it.each([
    ['the key of a communication', 'good', 'm-good'],
    ['the key of a communication', 'bad', 'm-bad'],
    ['a value of its records that is no key', 'good', '+18335550101'],
    ['a value of its records that is no key', 'bad', '+18335550102'],
  ] as const)('is not found by %s, though its records are: the %s one', async (_, name, value) => {
    const { services, set, ids } = await gathered();
    const [, last] = lastMoments.find(([one]) => one === name) ?? expect.fail(name);
    const idsFound = async () => {
      const { communications, records } = await found(services, value);
      expect(records).toBe(2);
      return communications.map(({ communication }) => communication.id);
    };
    set(last);
    expect(await idsFound()).toEqual([ids[name]]);
    set(last + 1);
    expect(await idsFound()).toEqual([]);
  });

  it.each(lastMoments)('is not found by its own id: the %s one', async (name, last) => {
    const { services, set, ids } = await gathered();
    const isFound = async () => (await communicationsOfHits(services, ids[name], [])).communications.length;
    set(last);
    expect(await isFound()).toBe(1);
    set(last + 1);
    expect(await isFound()).toBe(0);
  });

  it('is shown again everywhere when it is kept for longer after all', async () => {
    const { services, set, keep, ids } = await gathered();
    set(noon + 19 * day);
    expect(await loadById(services, ids.good)).toBeUndefined();
    await keep({ days: 20 });
    expect((await loadById(services, ids.good))?.communication.state).toBe('Successful');
    expect(await listedCommunications(services)).toHaveLength(2);
    expect((await found(services, 'm-good')).communications).toHaveLength(1);
  });
});
