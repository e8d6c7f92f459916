import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPurge } from '../../../shared/purge/by-hand/start-purge.ts';
import { localAdministrator } from '../../../shared/services.ts';
import { everyRow, type TableStore } from '../../../shared/storage/table-store.ts';
import { brokenPointers } from '../../communications/gather/stored.ts';
import { answerOf, countsOf } from '../../ingest/delivering.ts';
import { drivers } from '../../storage/drivers.ts';
import { listedCommunications, listedRecords } from '../listed.ts';
import { sms } from '../messages.ts';
import { day, gatherAll, type Moved, movedClock, purgeByHand, purgeNow } from '../purging.ts';

const noon = Date.parse('2026-03-04T12:00:00.000Z');
const hour = 3_600_000;

describe.each(drivers)('purging what is of before an instant, on $name', ({ open }) => {
  let store: TableStore;
  let moved: Moved;
  beforeEach(async () => {
    store = await open();
    moved = await movedClock(store, noon);
    const times = [noon - 40 * day, noon - 3 * day, noon - 2 * hour, noon - hour];
    await answerOf(
      moved.services,
      times.flatMap((time, index) => sms(time, `n${index}`)),
    );
    await gatherAll(moved.services);
  });
  afterEach(() => store.close());

  it('hides it at once, drops whole tables and deletes the rest of the day, with what leads there', async () => {
    const run = await purgeByHand(moved, { before: new Date(noon - 1.5 * hour).toISOString() });
    expect(run).toMatchObject({ state: 'done', progress: { records: 2, communications: 1 } });
    expect(await listedRecords(moved.services)).toHaveLength(2);
    expect(await listedCommunications(moved.services)).toHaveLength(1);
    expect(await store.listTables('Records')).toEqual(['Records20260304sms']);
    expect(await store.listTables('Lookups')).toEqual(['Lookups202603']);
    // Nothing that is left leads to what is gone.
    const hours = await Array.fromAsync(everyRow(store, 'Hours', {}), ({ rowKey }) => rowKey);
    expect(hours).toEqual(['2712-sms', '2713-sms']);
    expect((await store.query('Records20260304sms', {})).entities).toHaveLength(2);
    expect((await store.query('Communications20260304', {})).entities).toHaveLength(1);
    expect(await brokenPointers(store)).toEqual([]);
  });

  it('is final: neither sending again nor a longer retention brings it back', async () => {
    await purgeByHand(moved, { days: 1 });
    expect(countsOf(await answerOf(moved.services, sms(noon - 3 * day, 'n1')))).toMatchObject({
      skipped: 2,
      stored: 0,
    });
    await purgeByHand(moved, { days: 30 });
    expect(countsOf(await answerOf(moved.services, sms(noon - 3 * day, 'n1')))).toMatchObject({ skipped: 2 });
    await purgeNow(moved.services);
    expect(await listedRecords(moved.services)).toHaveLength(4);
  });

  it('only counts in a dry run', async () => {
    const before = await listedRecords(moved.services);
    const run = await purgeByHand(moved, { days: 1, dryRun: true });
    expect(run).toMatchObject({ state: 'done', progress: { records: 4, communications: 2, dryRun: true } });
    expect(await listedRecords(moved.services)).toEqual(before);
    expect((await Array.fromAsync(everyRow(store, 'Settings', { partition: 'kept' }))).length).toBe(0);
    expect(await store.listTables('Audit')).toEqual([]);
  });

  it('leaves a row in the audit log that says what was asked for', async () => {
    await purgeByHand(moved, { before: '2026-03-01' });
    const rows = await Array.fromAsync(everyRow(store, 'Audit202603', {}), ({ event, target }) => [event, target]);
    expect(rows.sort()).toEqual([
      ['purge-started', 'before=2026-03-01T00:00:00.000Z'],
      ['setting-changed', 'purged-before'],
    ]);
  });
});

describe('asking for a purge', () => {
  const asked = async (request: Parameters<typeof startPurge>[1]) => {
    const { services } = await movedClock(await (drivers[0] as (typeof drivers)[number]).open(), noon);
    const start = await startPurge(services, request, localAdministrator);
    return start.outcome === 'invalid' ? start.issues.map(({ path, message }) => `${path}: ${message}`) : start.outcome;
  };

  it.each<[string, Parameters<typeof startPurge>[1], unknown]>([
    ['nothing', {}, [': nothing says what to purge; give exactly one of before, days, id and value']],
    ['two', { days: 1, id: 'x' }, [': days and id are given; give exactly one of before, days, id and value']],
    ['0 days', { days: 0 }, [expect.stringContaining('days: 0 would delete everything')]],
    ['0 days meant', { days: 0, purgeAll: true }, 'opened'],
    ['this very minute', { before: '2026-03-04T12:00:00Z' }, [expect.stringContaining('before: is this very minute')]],
    ['the future', { before: '2026-03-05' }, [expect.stringContaining('before: lies in the future')]],
    ['a mode without a value', { days: 1, mode: 'delete' }, ['mode: is only for value']],
    ['a value that is none', { value: 'everything' }, [expect.stringContaining('value: must be one identity')]],
    ['an unknown communication', { id: 'call-0' }, 'no-communication'],
  ])('%s', async (_what, request, answer) => {
    expect(await asked(request)).toEqual(answer);
  });
});
