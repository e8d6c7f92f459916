import { beforeEach, describe, expect, it } from 'vitest';
import { advanceByHand } from '../../../shared/communications/by-hand/advance-by-hand.ts';
import { startByHand } from '../../../shared/communications/by-hand/start-by-hand.ts';
import { changeKept } from '../../../shared/kept-settings/change-kept.ts';
import { advancePurge } from '../../../shared/purge/by-hand/advance-purge.ts';
import { startPurge } from '../../../shared/purge/by-hand/start-purge.ts';
import { readFindQuery } from '../../../shared/query/find-query.ts';
import { findValue } from '../../../shared/query/find-value.ts';
import { readingOf } from '../../../shared/query/reading.ts';
import { retentionSetting } from '../../../shared/retention/retention-of.ts';
import { advanceRuns } from '../../../shared/runs/advance-runs.ts';
import { getRun } from '../../../shared/runs/get-run.ts';
import { localAdministrator, type Services } from '../../../shared/services.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import { everyRow, type TableStore } from '../../../shared/storage/table-store.ts';
import { jonas, log, maria, twoPartyCall } from '../../communications/stories.ts';
import { answerOf, countsOf, openServices } from '../../ingest/delivering.ts';
import { listedRecords } from '../listed.ts';
import { sms } from '../messages.ts';
import { day, gatherAll, type Moved, minute, movedClock, purgeByHand, purgeNow, rowsSaying } from '../purging.ts';

const noon = Date.parse('2026-03-05T12:00:00.000Z');
const core = maria.slice('acs:'.length);
const number = '+18335550142';

let store: TableStore;
let moved: Moved;
beforeEach(async () => {
  store = sqliteTables({ path: ':memory:' });
  moved = await movedClock(store, noon);
});

async function byHand(services: Services, operation: 'delete' | 'regenerate', request: object): Promise<void> {
  await startByHand(services, operation, request, localAdministrator);
  for (let tick = 0; tick < 5; tick += 1)
    await advanceRuns(services, { 'by-hand': advanceByHand }, services.clock().getTime() + 50_000);
}

describe('a call of two, of which one is erased', () => {
  const shown: Readonly<Record<string, () => Promise<unknown>>> = {
    'is gathered': () => gatherAll(moved.services),
    'is not gathered yet': async () => {},
    'was deleted by hand': async () => {
      await gatherAll(moved.services);
      await byHand(moved.services, 'delete', { all: true });
    },
    'is hidden, because it was successful': async () => {
      await gatherAll(moved.services);
      const request = { name: retentionSetting, value: { successfulDays: 1 }, tag: '*', operation: 'put-setting' };
      await changeKept(moved.services, { ...request, actor: localAdministrator });
      moved.wait(2 * day);
    },
  };

  it.each(Object.entries(shown))('keeps the rest of its records where it %s', async (_what, prepare) => {
    await answerOf(moved.services, twoPartyCall);
    await prepare();
    expect(await purgeByHand(moved, { value: maria })).toMatchObject({ progress: { redacted: 2, deleted: 0 } });
    expect(await listedRecords(moved.services)).toHaveLength(4);
    expect(await rowsSaying(store, core)).toEqual([]);
  });

  it('loses the records that say it where that is asked for', async () => {
    await answerOf(moved.services, twoPartyCall);
    expect(await purgeByHand(moved, { value: maria, mode: 'delete' })).toMatchObject({
      progress: { redacted: 0, deleted: 2 },
    });
    const left = (await listedRecords(moved.services)).map(({ delivered }) => delivered);
    expect(left).toHaveLength(2);
    for (const text of left) expect(text).toContain(jonas);
  });
});

describe('what says a value alone', () => {
  it('is deleted, or keeps its rest where that is asked for', async () => {
    await answerOf(moved.services, [...sms(noon - 5000, 'a', 'Delivered', number)]);
    expect(await purgeByHand(moved, { value: number, mode: 'redact' })).toMatchObject({ progress: { redacted: 2 } });
    expect(await listedRecords(moved.services)).toHaveLength(2);
    await answerOf(moved.services, [...sms(noon - 5000, 'b', 'Delivered', '+18335550177')]);
    expect(await purgeByHand(moved, { value: '+18335550177' })).toMatchObject({ progress: { deleted: 2 } });
    expect(await listedRecords(moved.services)).toHaveLength(2);
  });
});

describe('long texts', () => {
  const large = (name: string, text: string) => ({
    ...log('SMSOperational', new Date(noon - 5000).toISOString(), { correlationId: `c-${name}` }, { messageId: name }),
    note: `${'x'.repeat(400_000)} ${text}`,
  });

  it('are redacted with their record, and deleted where no row goes with them', async () => {
    const [own] = [large('a', `of ${number}`)];
    await answerOf(moved.services, [own]);
    // A small delivery has the row, the large one that differs left its texts.
    await answerOf(moved.services, [{ ...large('b', ''), note: 'short' }]);
    await answerOf(moved.services, [large('b', `of ${number}`)]);
    expect((await rowsSaying(store, '8335550142')).length).toBeGreaterThan(1);
    await purgeByHand(moved, { value: number, mode: 'redact' });
    expect(await rowsSaying(store, '8335550142')).toEqual([]);
    const [first, second] = (await listedRecords(moved.services)).map(({ delivered }) => delivered);
    expect([first, second].some((text) => /of Redacted-[0-9a-f]{4}"\}$/.test(text ?? ''))).toBe(true);
  });
});

describe('who comes back after an erasure', () => {
  it('is logged and found as ever, also in the same hour and by a value that very many share', async () => {
    await answerOf(moved.services, sms(noon - 5000, 'a', 'Delivered', number));
    const start = await startPurge(moved.services, { value: number }, localAdministrator);
    moved.wait(1000);
    const later = sms(moved.services.clock().getTime() + 1000, 'back', 'Delivered', number);
    expect(countsOf(await answerOf(moved.services, later))).toMatchObject({ stored: 2 });
    for (let tick = 0; tick < 8; tick += 1) {
      await advanceRuns(moved.services, { 'purge-by-hand': advancePurge }, moved.services.clock().getTime() + 50_000);
      moved.wait(minute);
    }
    expect(start.outcome === 'opened' && (await getRun(moved.services, start.run.id))?.state).toBe('done');
    expect(await listedRecords(moved.services)).toHaveLength(2);
    const read = readFindQuery(new URLSearchParams({ value: number }));
    const context = { hashOf: await moved.services.hash(), off: new Set<string>(), today: new Date(noon) };
    if (read.outcome !== 'read') throw new Error(read.outcome);
    const reading = await readingOf(moved.services);
    const found = await findValue({ ...context, reading, arrived: async () => new Set<string>() }, read.query);
    expect(found.items).toHaveLength(2);
  });
});

describe('a record whose time Log Analytics replaced', () => {
  it('is erased and refused whatever its time, for it says nothing of when it happened', async () => {
    const time = new Date(noon + 2000).toISOString();
    const row = {
      ...{ TimeGenerated: time, _TimeReceived: time, Category: 'SMSOperational', OperationName: 'SMSMessagesSent' },
      ...{ CorrelationId: 'c-late', MessageId: 'm-late', PhoneNumber: number },
    };
    expect(countsOf(await answerOf(moved.services, [row]))).toMatchObject({ stored: 1 });
    expect(await purgeByHand(moved, { value: number })).toMatchObject({ progress: { deleted: 1 } });
    const again = { ...row, MessageId: 'm-later', CorrelationId: 'c-later' };
    expect((await answerOf(moved.services, [again])).outcomes[0]?.outcome).toBe('NOLOG_ERASED');
  });
});

describe('a process that does not know yet', () => {
  it('may write for some minutes: what it wrote is erased too', async () => {
    const other = await openServices({ store, clock: moved.services.clock });
    await answerOf(other, sms(noon - 9000, 'before'));
    const start = await startPurge(moved.services, { value: number }, localAdministrator);
    await advanceRuns(moved.services, { 'purge-by-hand': advancePurge }, noon + 50_000);
    // It asked what was erased less than a minute ago.
    expect(countsOf(await answerOf(other, sms(noon - 5000, 'a', 'Delivered', number)))).toMatchObject({ stored: 2 });
    for (let tick = 0; tick < 8; tick += 1) {
      moved.wait(minute);
      await advanceRuns(moved.services, { 'purge-by-hand': advancePurge }, moved.services.clock().getTime() + 50_000);
    }
    expect(start.outcome === 'opened' && (await getRun(moved.services, start.run.id))?.state).toBe('done');
    expect(await rowsSaying(store, '8335550142')).toEqual([]);
  });
});

describe('a candidate that is rejected after the erasure', () => {
  it('keeps the paths of its mistakes and nothing that it said', async () => {
    await purgeByHand(moved, { value: number });
    const [sent] = sms(noon - 5000, 'a', 'Delivered', number);
    const answer = await answerOf(moved.services, [{ ...sent, time: `at ${number}` }]);
    expect(answer.rejected).toBe(1);
    expect(await rowsSaying(store, '8335550142')).toEqual([]);
    const [row] = await Array.fromAsync(everyRow(store, 'Outcomes20260305', {}));
    expect(JSON.parse(String(row?.['issues']))[0]).toMatchObject({ path: expect.stringContaining('time') });
  });
});

describe('an erasure whose HASH_KEY was changed meanwhile', () => {
  it('fails with what to do, and leaves nothing sealed', async () => {
    await answerOf(moved.services, sms(noon - 5000, 'a', 'Delivered', number));
    const start = await startPurge(moved.services, { value: number }, localAdministrator);
    const env = { HASH_KEY: 'another key that only tests have' };
    const other = await openServices({ store, clock: moved.services.clock, env });
    await advanceRuns(other, { 'purge-by-hand': advancePurge }, noon + 50_000);
    const run = start.outcome === 'opened' ? await getRun(other, start.run.id) : undefined;
    expect(run).toMatchObject({ state: 'failed', reason: { words: expect.stringContaining('HASH_KEY was changed') } });
    expect(JSON.stringify(run)).not.toContain('sealed');
  });
});

describe('a table that a late writer makes again below the floor', () => {
  it('goes a day later', async () => {
    await answerOf(moved.services, sms(noon - 3 * day, 'a'));
    await purgeByHand(moved, { before: new Date(noon - day).toISOString() });
    await store.createTable('Records20260303sms');
    await purgeNow(moved.services);
    expect(await store.listTables('Records')).toEqual(['Records20260303sms']);
    moved.wait(day);
    await purgeNow(moved.services);
    expect(await store.listTables('Records')).toEqual([]);
  });
});
