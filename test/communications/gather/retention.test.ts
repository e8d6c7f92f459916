/** Communications some of whose records go before them, or that go before others. */
import { describe, expect, it } from 'vitest';
import { changeKept } from '../../../shared/kept-settings/change-kept.ts';
import { retentionSetting } from '../../../shared/retention/retention-of.ts';
import { localAdministrator, type Services } from '../../../shared/services.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import { answerOf } from '../../ingest/delivering.ts';
import { listedRecords } from '../../purge/listed.ts';
import { day, gatherAll, movedClock, purgeNow } from '../../purge/purging.ts';
import { status, threeRecipients } from '../message-stories.ts';
import { at, call, log, twoPartyCall } from '../stories.ts';
import { communicationsIn } from './stored.ts';

const noon = Date.parse('2026-03-04T12:00:00.000Z');
const keep = (services: Services, value: object) =>
  changeKept(services, {
    name: retentionSetting,
    value,
    tag: '*',
    actor: localAdministrator,
    operation: 'put-setting',
  });

describe('a communication whose records are kept for different times', () => {
  it('stays as it was told while all were there, also when a record comes late', async () => {
    const store = sqliteTables({ path: ':memory:' });
    const moved = await movedClock(store, noon);
    await keep(moved.services, { days: 100, categories: { 'call-diagnostics': 5, 'call-summary': 8 } });
    await purgeNow(moved.services);
    await answerOf(moved.services, [...twoPartyCall]);
    await gatherAll(moved.services);
    moved.wait(10 * 60_000);
    await gatherAll(moved.services);
    const [before] = await communicationsIn(store);
    expect(before?.records).toBe(4);
    for (const days of [7, 10]) {
      moved.set(noon + days * day);
      await purgeNow(moved.services);
      const late = log(
        'CallRecordingSummary',
        '2026-03-04T09:03:00.000Z',
        { correlationId: call },
        { recordingId: `rec-${days}`, recordingLength: 9000 },
      );
      expect(await answerOf(moved.services, [late])).toMatchObject({ stored: 1 });
      await gatherAll(moved.services);
      expect(await communicationsIn(store)).toEqual([before]);
    }
    expect((await listedRecords(moved.services)).map(({ category }) => category.slug)).toEqual([
      ...['call-recording-summary', 'call-recording-summary'],
    ]);
  });

  it('goes on being gathered while they are there still, and becomes stale when one never ends', async () => {
    const store = sqliteTables({ path: ':memory:' });
    const start = Date.parse('2026-03-04T09:10:00.000Z');
    const moved = await movedClock(store, start, { STALE_HOURS: '72' });
    await keep(moved.services, { days: 100, categories: { 'email-send': 1 } });
    await purgeNow(moved.services);
    await answerOf(moved.services, threeRecipients.slice(0, 2));
    await gatherAll(moved.services);
    moved.set(start + 1.2 * day);
    await answerOf(moved.services, [status('lena@example.com', 'Delivered', at(1))]);
    await gatherAll(moved.services);
    expect(await communicationsIn(store)).toMatchObject([{ records: 3, state: 'Processing' }]);
    // Then the table of what was sent goes, and a record comes that nothing can be told of without it.
    moved.set(start + 2.7 * day);
    await purgeNow(moved.services);
    await answerOf(moved.services, [status('omar@example.com', 'Delivered', at(2))]);
    await gatherAll(moved.services);
    expect(await communicationsIn(store)).toMatchObject([{ records: 3, state: 'Processing' }]);
    moved.set(start + 4 * day);
    await gatherAll(moved.services);
    expect(await communicationsIn(store)).toMatchObject([{ records: 3, state: 'Stale', outcome: 'NOLOG_STALE' }]);
  });
});
