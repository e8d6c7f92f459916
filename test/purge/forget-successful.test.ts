import { beforeEach, describe, expect, it } from 'vitest';
import { countCommunications } from '../../shared/communications/list/count-communications.ts';
import { changeKept } from '../../shared/kept-settings/change-kept.ts';
import { forgetSuccessful } from '../../shared/purge/forget-successful.ts';
import { readingOf } from '../../shared/query/reading.ts';
import { retentionAt } from '../../shared/retention/retention.ts';
import { retentionSetting } from '../../shared/retention/retention-of.ts';
import type { RetentionPolicy } from '../../shared/retention/retention-policy.ts';
import { localAdministrator } from '../../shared/services.ts';
import { generateMissed } from '../../shared/sources/backfill/generate-missed.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import type { Query, TableStore } from '../../shared/storage/table-store.ts';
import { done } from '../communications/by-hand/operating.ts';
import { communicationsIn } from '../communications/gather/stored.ts';
import { communicationAt, put, requestOf } from '../communications/list/communications.ts';
import { faultyStore } from '../crash/faulty-store.ts';
import { answerOf, dump } from '../ingest/delivering.ts';
import { sms } from './messages.ts';
import { day, gatherAll, limitsOf, type Moved, movedClock, purgeNow } from './purging.ts';

const noon = Date.parse('2026-03-04T12:00:00.000Z');
const endOfDay = Date.parse('2026-03-05T00:00:00.000Z');
let store: TableStore;
let moved: Moved;

beforeEach(async () => {
  store = sqliteTables({ path: ':memory:' });
  moved = await movedClock(store, noon);
});

const successful = (time: number) => communicationAt(time, { state: 'Successful' });
const failed = (time: number) => communicationAt(time, { state: 'Failed' });
const states = async () => (await communicationsIn(store)).map(({ state }) => state).sort();

/** What the purge of an instant does where those that were successful are kept for so many days. */
function forgetAt(now: number, successfulDays: number, isOver = () => false) {
  moved.set(now);
  const facts = { settings: moved.services.settings, purgedBefore: Number.NEGATIVE_INFINITY };
  const retention = retentionAt({ ...facts, policy: { days: 400, successfulDays } }, now);
  return forgetSuccessful(moved.services, retention, { isOver, marginMs: day });
}

describe('communications that were successful', () => {
  it('go a day after their day ended, when the whole of it is past their retention', async () => {
    await put(store, [successful(endOfDay - 1), successful(endOfDay - day), failed(endOfDay - 2)]);
    const due = endOfDay + 7 * day + day;
    expect(await forgetAt(due - 1, 7)).toEqual({ communications: 0, done: true });
    expect(await forgetAt(due, 7)).toEqual({ communications: 2, done: true });
    expect(await states()).toEqual(['Failed']);
  });

  it('stay where they are kept for as long as the others', async () => {
    await put(store, [successful(noon)]);
    expect(await forgetAt(noon + 300 * day, 400)).toEqual({ communications: 0, done: true });
    expect(await states()).toEqual(['Successful']);
  });

  it('are looked for once in each day that is due', async () => {
    await put(store, [successful(noon), successful(noon + day), successful(noon + 30 * day)]);
    const counting = faultyStore(store);
    moved = await movedClock(counting.store, noon);
    const looked = async (now: number) => {
      const before = counting.calls.length;
      await forgetAt(now, 7);
      const queries = counting.calls.slice(before).filter((call) => call.startsWith('query Communications'));
      return [...new Set(queries)].map((call) => call.slice('query Communications'.length));
    };
    expect(await looked(endOfDay + 8 * day)).toEqual(['20260304']);
    expect(await looked(endOfDay + 8 * day + 1000)).toEqual([]);
    expect(await looked(endOfDay + 9 * day)).toEqual(['20260305']);
    expect(await looked(endOfDay + 20 * day)).toEqual([]);
  });

  it('are looked for anew in every day when they are kept for another number of days', async () => {
    await put(store, [successful(noon)]);
    expect(await forgetAt(endOfDay + 8 * day, 7)).toMatchObject({ communications: 1 });
    // They are shown again for longer, and one comes late to the day that was looked at.
    expect(await forgetAt(endOfDay + 8 * day, 20)).toMatchObject({ communications: 0 });
    await put(store, [successful(noon + 1000), failed(noon + 2000)]);
    expect(await forgetAt(endOfDay + 21 * day - 1, 20)).toMatchObject({ communications: 0 });
    expect(await forgetAt(endOfDay + 21 * day, 20)).toEqual({ communications: 1, done: true });
    expect(await states()).toEqual(['Failed']);
  });

  it('are gone on with in the day where the time was up, the oldest day first', async () => {
    await put(store, [successful(noon), successful(noon + 1), successful(noon + day)]);
    const onePage = { ...store, query: (table: string, query: Query) => store.query(table, { ...query, limit: 1 }) };
    moved = await movedClock(onePage, noon);
    const now = endOfDay + 30 * day;
    expect(await forgetAt(now, 7, () => true)).toEqual({ communications: 1, done: false });
    expect((await communicationsIn(store)).map(({ start }) => start.slice(0, 10)).sort()).toEqual([
      '2026-03-04',
      '2026-03-05',
    ]);
    expect(await forgetAt(now, 7)).toEqual({ communications: 2, done: true });
    expect(await states()).toEqual([]);
  });

  it('are left for the next time, day by day, when the time is up', async () => {
    await put(store, [successful(noon), successful(noon + day), successful(noon + 2 * day)]);
    const now = endOfDay + 30 * day;
    for (const isDone of [false, false, true])
      expect(await forgetAt(now, 7, () => true)).toEqual({ communications: 1, done: isDone });
    expect(await states()).toEqual([]);
  });

  it('are counted no more: their day is counted anew', async () => {
    await put(store, [successful(noon), failed(noon + 1)]);
    const counted = async () =>
      (await countCommunications(await readingOf(moved.services), requestOf('').query, () => false)).states;
    expect(await counted()).toMatchObject({ Successful: 1, Failed: 1 });
    await forgetAt(endOfDay + 8 * day, 7);
    expect(await counted()).toMatchObject({ Successful: 0, Failed: 1 });
  });
});

describe('records whose communication was successful and went', () => {
  async function keep(policy: RetentionPolicy): Promise<void> {
    const change = {
      name: retentionSetting,
      value: policy,
      tag: '*',
      actor: localAdministrator,
      operation: 'put-setting',
    };
    await changeKept(moved.services, change);
    await purgeNow(moved.services);
  }

  /** The communication went, its two records are there; those of one that failed, and of one never gathered, are too. */
  async function purged(): Promise<void> {
    await keep({ days: 31, successfulDays: 3 });
    await answerOf(moved.services, [...sms(noon, 'good', 'Delivered'), ...sms(noon, 'bad', 'Failed')]);
    await gatherAll(moved.services);
    moved.set(endOfDay + 4 * day);
    expect(await purgeNow(moved.services)).toMatchObject({ progress: { successful: 1 } });
    expect(await states()).toEqual(['Failed']);
  }

  /** What leads to communications, and they themselves. */
  async function standing() {
    const tables = Object.entries(await dump(store));
    return Object.fromEntries(tables.filter(([name]) => /^(?:Keys|Communications|Changes|Pending)/.test(name)));
  }

  it('are not taken again by generating', async () => {
    await purged();
    const before = await standing();
    const run = await done(moved.services, 'generate');
    expect(run).toMatchObject({ counts: { examined: 0, stored: 0 }, progress: { examined: 0, passed: 4 } });
    expect(await standing()).toEqual(before);
  });

  it('are not taken again when one more of them came late', async () => {
    await purged();
    const late = sms(noon + 2000, 'good', 'Delivered').slice(1);
    expect(await answerOf(moved.services, late)).toMatchObject({ stored: 1 });
    await gatherAll(moved.services);
    moved.wait(10 * 60_000);
    await gatherAll(moved.services);
    expect(await done(moved.services, 'generate')).toMatchObject({ progress: { examined: 0, passed: 5 } });
    expect(await states()).toEqual(['Failed']);
  });

  it('are not taken again by the nightly run', async () => {
    await purged();
    const before = await standing();
    const { missed, done: isDone } = await generateMissed(moved.services, undefined, limitsOf(moved.services));
    expect(isDone).toBe(true);
    expect(missed.work.tally).toMatchObject({ examined: 0, passed: 4, produced: 0 });
    expect(await standing()).toEqual(before);
  });

  it('are told apart from those that were never gathered, which are', async () => {
    await purged();
    await answerOf(moved.services, sms(noon + 1, 'new', 'Failed'));
    const run = await done(moved.services, 'generate');
    expect(run).toMatchObject({ progress: { examined: 2, produced: 1, passed: 4 } });
    expect(await states()).toEqual(['Failed', 'Failed']);
  });

  it('are taken again when those that were successful are kept for longer', async () => {
    await purged();
    await keep({ days: 31, successfulDays: 20 });
    expect(await done(moved.services, 'generate')).toMatchObject({ progress: { examined: 2, produced: 1, passed: 2 } });
    expect(await states()).toEqual(['Failed', 'Successful']);
  });
});
