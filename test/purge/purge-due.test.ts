import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeKept } from '../../shared/kept-settings/change-kept.ts';
import { retentionSetting } from '../../shared/retention/retention-of.ts';
import type { RetentionPolicy } from '../../shared/retention/retention-policy.ts';
import { localAdministrator, type Services } from '../../shared/services.ts';
import { everyRow, type TableStore } from '../../shared/storage/table-store.ts';
import { communicationsIn } from '../communications/gather/stored.ts';
import { faultyStore } from '../crash/faulty-store.ts';
import { answerOf, countsOf } from '../ingest/delivering.ts';
import { drivers } from '../storage/drivers.ts';
import { listedCommunications, listedRecords } from './listed.ts';
import { chat, sms } from './messages.ts';
import { day, gatherAll, type Moved, movedClock, purgeNow } from './purging.ts';

const noon = Date.parse('2026-03-04T12:00:00.000Z');
async function keep(services: Services, policy: RetentionPolicy): Promise<void> {
  await changeKept(services, {
    name: retentionSetting,
    value: policy,
    tag: '*',
    actor: localAdministrator,
    operation: 'put-setting',
  });
}

/** As {@link keep}, a while ago: the purge has seen it. */
async function kept(services: Services, policy: RetentionPolicy): Promise<void> {
  await keep(services, policy);
  await purgeNow(services);
}

const tablesIn = async (store: TableStore) =>
  (await store.listTables('')).filter((name) => /\d{6}/.test(name) && !/^(?:Audit|Outcomes|Changes)/.test(name));

describe.each(drivers)('the purge on $name', ({ open }) => {
  let store: TableStore;
  let moved: Moved;
  beforeEach(async () => {
    store = await open();
    moved = await movedClock(store, noon);
  });
  afterEach(() => store.close());

  it('leaves everything where nothing is set', async () => {
    await answerOf(moved.services, sms(noon - 1000, 'a'));
    await gatherAll(moved.services);
    const before = await tablesIn(store);
    moved.set(noon + 5000 * day);
    expect(await purgeNow(moved.services)).toMatchObject({ counts: { examined: 0 } });
    expect(await tablesIn(store)).toEqual(before);
    expect(await listedRecords(moved.services)).toHaveLength(2);
  });

  it('shows nothing the second it is past the cut-off, and drops its table a day later', async () => {
    await kept(moved.services, { days: 10 });
    await answerOf(moved.services, sms(noon - 3_600_000, 'old'));
    await gatherAll(moved.services);
    const records = async () => (await listedRecords(moved.services)).length;
    moved.set(noon - 3_600_000 + 10 * day - 1000);
    expect([await records(), (await listedCommunications(moved.services)).length]).toEqual([2, 1]);
    moved.set(noon - 3_600_000 + 10 * day + 500);
    expect([await records(), (await listedCommunications(moved.services)).length]).toEqual([1, 0]);
    moved.set(noon - 3_600_000 + 10 * day + 1500);
    expect(await records()).toBe(0);

    const end = Date.parse('2026-03-05T00:00:00.000Z') + 11 * day;
    moved.set(end - 1);
    await purgeNow(moved.services);
    expect(await tablesIn(store)).toContain('Records20260304sms');
    moved.set(end);
    expect(await purgeNow(moved.services)).toMatchObject({ progress: { tables: { Records: 1, Communications: 1 } } });
    expect(await tablesIn(store)).toEqual(['Keys202603', 'Lookups202603']);
    for (const table of ['Hours', 'Tallies']) expect((await store.query(table, {})).entities).toEqual([]);
    moved.set(noon + 150 * day);
    await purgeNow(moved.services);
    expect(await tablesIn(store)).toEqual([]);
  });

  it('is final: what is past the cut-off is not taken again by delivery, and leaves no table', async () => {
    await kept(moved.services, { days: 10 });
    const old = sms(noon - 10 * day - 2000, 'old');
    const [first, second] = sms(noon - 10 * day - 1000, 'edge');
    expect(countsOf(await answerOf(moved.services, [...old, first, second]))).toMatchObject({ skipped: 3, stored: 1 });
    expect((await answerOf(moved.services, old)).outcomes.map(({ outcome }) => outcome)).toEqual([
      'NOLOG_EXPIRED',
      'NOLOG_EXPIRED',
    ]);
  });

  it('keeps each category for its own time', async () => {
    await answerOf(moved.services, [...sms(noon, 'a'), chat(noon, 'a')]);
    await kept(moved.services, { days: 20, categories: { chat: 5, sms: 'never' } });
    moved.set(noon + 7 * day);
    await purgeNow(moved.services);
    expect((await tablesIn(store)).filter((name) => name.startsWith('Records'))).toEqual(['Records20260304sms']);
    moved.set(noon + 300 * day);
    await purgeNow(moved.services);
    expect(await listedRecords(moved.services)).toHaveLength(2);
    expect(await tablesIn(store)).toContain('Lookups202603');
  });

  it('takes away communications that were successful before the others, once for each day', async () => {
    await kept(moved.services, { days: 31, successfulDays: 7 });
    await answerOf(moved.services, [...sms(noon, 'good', 'Delivered'), ...sms(noon, 'bad', 'Failed')]);
    await gatherAll(moved.services);
    expect((await communicationsIn(store)).map(({ state }) => state).sort()).toEqual(['Failed', 'Successful']);
    moved.set(noon + 7 * day);
    expect(await listedCommunications(moved.services)).toHaveLength(2);
    moved.set(noon + 7 * day + 1);
    expect(await listedCommunications(moved.services)).toMatchObject([{ state: 'Failed' }]);
    moved.set(noon + 9 * day);
    expect(await purgeNow(moved.services)).toMatchObject({ progress: { successful: 1 } });
    expect((await communicationsIn(store)).map(({ state }) => state)).toEqual(['Failed']);
    expect(await listedRecords(moved.services)).toHaveLength(4);
    const counting = faultyStore(store);
    expect(await purgeNow({ ...moved.services, store: counting.store })).toMatchObject({ counts: { examined: 0 } });
    expect(counting.calls.filter((call) => call.includes('Communications2026'))).toEqual([]);
    // Neither a late record nor a tick brings it back.
    await answerOf(
      moved.services,
      [sms(noon, 'good', 'Delivered')[1]].map((one) => ({ ...one, operationVersion: '2.0' })),
    );
    await gatherAll(moved.services);
    expect((await communicationsIn(store)).map(({ state }) => state)).toEqual(['Failed']);
  });

  it('drops nothing by what was changed less than a day ago, so that a mistake can be taken back', async () => {
    await kept(moved.services, { days: 400 });
    await answerOf(moved.services, sms(noon - 1000, 'a'));
    moved.set(noon + 100 * day);
    await keep(moved.services, { days: 30 });
    expect(await listedRecords(moved.services)).toHaveLength(0);
    const run = await purgeNow(moved.services);
    expect(run.reason?.words).toContain('nothing is dropped by that until a day later');
    moved.wait(day - 600_000);
    await purgeNow(moved.services);
    expect(await tablesIn(store)).toContain('Records20260304sms');
    await keep(moved.services, { days: 400 });
    moved.wait(day);
    expect(await listedRecords(moved.services)).toHaveLength(2);
    await keep(moved.services, { days: 30 });
    await purgeNow(moved.services);
    moved.wait(day);
    await purgeNow(moved.services);
    expect(await tablesIn(store)).not.toContain('Records20260304sms');
  });

  it('does the same run twice at once, not run for weeks, or ended by its time again and again', async () => {
    await kept(moved.services, { days: 10 });
    for (const days of [0, 1, 2, 3, 4]) {
      moved.set(noon + days * day);
      await answerOf(moved.services, sms(noon + days * day, `d${days}`));
    }
    moved.set(noon + 60 * day);
    const over = { until: moved.services.clock().getTime(), signal: new AbortController().signal };
    const { purgeDue } = await import('../../shared/purge/purge-due.ts');
    expect((await purgeDue(moved.services, over)).reason?.words).toContain('the next run goes on');
    await Promise.all([purgeNow(moved.services), purgeNow(moved.services), purgeNow(moved.services)]);
    expect((await tablesIn(store)).filter((name) => name.startsWith('Records'))).toEqual([]);
    expect((await Array.fromAsync(everyRow(store, 'Hours', {}))).length).toBe(0);
  });
});

describe('what the purge costs', () => {
  async function requestsFor(messages: number): Promise<readonly string[]> {
    const [driver] = drivers;
    const store = await (driver as (typeof drivers)[number]).open();
    const moved = await movedClock(store, noon);
    await kept(moved.services, { days: 10 });
    await answerOf(
      moved.services,
      Array.from({ length: messages }, (_, index) => sms(noon - 1000, `n${index}`)).flat(),
    );
    await gatherAll(moved.services);
    moved.set(noon + 12 * day);
    const counting = faultyStore(store);
    await purgeNow({ ...moved.services, store: counting.store });
    return counting.calls;
  }

  it('is the same number of requests whatever the number of rows', async () => {
    const [few, many] = [await requestsFor(1), await requestsFor(700)];
    expect(many).toEqual(few);
    expect(few.filter((call) => /^(?:query|get) (?:Records|Lookups|Communications)/.test(call))).toEqual([]);
  });

  it('is names of tables and no rows of records when nothing is due', async () => {
    const [driver] = drivers;
    const store = await (driver as (typeof drivers)[number]).open();
    const moved = await movedClock(store, noon);
    await kept(moved.services, { days: 10 });
    await answerOf(moved.services, sms(noon - 1000, 'a'));
    const counting = faultyStore(store);
    await purgeNow({ ...moved.services, store: counting.store });
    expect(counting.calls.filter((call) => /Records2|Lookups2|Keys2|Communications2|drop/.test(call))).toEqual([]);
  });
});
