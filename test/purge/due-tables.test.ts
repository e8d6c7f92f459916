import { beforeEach, describe, expect, it } from 'vitest';
import { loadById } from '../../shared/communications/list/load-communication.ts';
import { changeKept } from '../../shared/kept-settings/change-kept.ts';
import { retentionSetting } from '../../shared/retention/retention-of.ts';
import type { RetentionPolicy } from '../../shared/retention/retention-policy.ts';
import { localAdministrator, type Services } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { everyRow, type TableStore } from '../../shared/storage/table-store.ts';
import { call, log, summary } from '../communications/stories.ts';
import { answerOf } from '../ingest/delivering.ts';
import { listedCommunications } from './listed.ts';
import { day, gatherAll, type Moved, movedClock, purgeNow } from './purging.ts';

const noon = Date.parse('2026-03-04T12:00:00.000Z');

/** Sets it a while ago: the purge has seen it. */
async function kept(services: Services, value: RetentionPolicy): Promise<void> {
  const change = { name: retentionSetting, value, tag: '*', actor: localAdministrator, operation: 'put-setting' };
  await changeKept(services, change);
  await purgeNow(services);
}

describe('the purge of a family of tables', () => {
  const endOfDay = Date.parse('2026-03-05T00:00:00.000Z');
  const endOfMonth = Date.parse('2026-04-01T00:00:00.000Z');
  let store: TableStore;
  let moved: Moved;
  beforeEach(async () => {
    store = sqliteTables({ path: ':memory:' });
    moved = await movedClock(store, noon);
  });

  it.each([
    ['Records20260304sms', endOfDay + 10 * day],
    ['Parts20260304sms', endOfDay + 10 * day],
    ['Parts20260304', endOfDay + 10 * day],
    ['Communications20260304', endOfDay + 10 * day],
    ['Changes20260304', endOfDay + 11 * day],
    ['Lookups202603', endOfMonth + 10 * day],
    ['Outcomes20260304', endOfDay + 30 * day],
    ['Audit202603', endOfMonth + 20 * day],
  ])('drops %s 24 hours after all that it is kept for was past its retention, and not before', async (table, past) => {
    await kept(moved.services, { days: 10, auditDays: 20 });
    await store.createTable(table);
    moved.set(past + day - 1);
    await purgeNow(moved.services);
    expect(await store.listTables(table)).toEqual([table]);
    moved.set(past + day);
    await purgeNow(moved.services);
    expect(await store.listTables(table)).toEqual([]);
  });

  it('keeps the pointers of a communication for as long as it is shown, also of a month before it began', async () => {
    const recorded = { correlationId: call, operationName: 'RecordingSummary' };
    // It speaks of no moment, so the call begins with the other, whose month is another one.
    const early = log('CallRecordingSummary', '2026-03-28T12:00:00.000Z', recorded, { recordingId: 'r-1' });
    const begun = '2026-04-03T12:00:00.000Z';
    const start = Date.parse(begun);
    const late = summary(
      {},
      { callStartTime: begun, participantStartTime: begun },
      new Date(start + 60_000).toISOString(),
    );
    await kept(moved.services, { days: 30 });
    moved.set(start + day);
    await answerOf(moved.services, [early, late]);
    await gatherAll(moved.services);
    moved.set(start + 30 * day);
    const [shown, ...others] = await listedCommunications(moved.services);
    expect([shown?.start, shown?.records, others]).toEqual([begun, 2, []]);
    await purgeNow(moved.services);
    expect(await listedCommunications(moved.services)).toEqual([shown]);
    expect((await loadById(moved.services, shown?.id ?? ''))?.communication.start).toBe(begun);
  });

  it('forgets keys that only followers had with the pointers of their month, and no others', async () => {
    const pointers = async () => {
      const rows = await Array.fromAsync(everyRow(store, 'Keys000000', {}));
      return rows.map((row) => /^Keys(\d{6})/.exec(String(row['to'] ?? row['at']))?.[1]).sort();
    };
    await kept(moved.services, { days: 10 });
    for (const [index, time] of [noon, noon + 60 * day].entries()) {
      moved.set(time + day);
      const properties = { recipientId: 'lena@example.com', deliveryStatus: 'Delivered' };
      const over = { correlationId: `mail-${index}`, operationName: 'DeliveryStatusUpdate' };
      await answerOf(moved.services, [
        log('EmailStatusUpdateOperational', new Date(time).toISOString(), over, properties),
      ]);
      await gatherAll(moved.services);
    }
    expect(await pointers()).toEqual(['202603', '202605']);
    moved.set(noon + 100 * day);
    for (const month of ['202603', '202605']) {
      expect(await pointers()).toContain(month);
      while ((await store.listTables(`Keys${month}`)).length > 0) {
        moved.wait(7 * day);
        await purgeNow(moved.services);
      }
      expect(await pointers()).toEqual(month === '202603' ? ['202605'] : []);
    }
  });
});
