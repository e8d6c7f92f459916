import { describe, expect, it } from 'vitest';
import { advancePurge } from '../../../shared/purge/by-hand/advance-purge.ts';
import { startPurge } from '../../../shared/purge/by-hand/start-purge.ts';
import { takeDetails } from '../../../shared/purge/by-hand/take-details.ts';
import type { DetailPlace } from '../../../shared/purge/purge-state.ts';
import { advanceRuns } from '../../../shared/runs/advance-runs.ts';
import { getRun } from '../../../shared/runs/get-run.ts';
import { localAdministrator } from '../../../shared/services.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import type { TableStore } from '../../../shared/storage/table-store.ts';
import { communicationsIn } from '../../communications/gather/stored.ts';
import { communicationAt } from '../../communications/list/communications.ts';
import { at, call, log, maria, summary, twoPartyCall } from '../../communications/stories.ts';
import { answerOf, openServices } from '../../ingest/delivering.ts';
import { gatherAll, type Moved, minute, movedClock, purgeByHand, rowsSaying } from '../purging.ts';

const start = Date.parse('2026-03-12T12:00:00.000Z');
const hour = 3_600_000;
const statistics = (ms: number, callId = call) =>
  log(
    'CallClientMediaStatsTimeSeries',
    new Date(Date.parse(at(0)) + ms).toISOString(),
    { correlationId: callId },
    { callId, metricName: `jitter ${ms}`, count: 7, sum: 1 },
  );

async function filled(records: readonly object[]): Promise<{ store: TableStore; moved: Moved; id: string }> {
  const store = sqliteTables({ path: ':memory:' });
  const moved = await movedClock(store, start);
  await answerOf(moved.services, [...records]);
  await gatherAll(moved.services);
  moved.wait(10 * minute);
  await gatherAll(moved.services);
  return { store, moved, id: (await communicationsIn(store))[0]?.id ?? '' };
}

/** Each page of records takes so long (ms) by the clock. */
const slowed = (inner: TableStore, { wait }: Moved, ms: number): TableStore => ({
  ...inner,
  createTable: inner.createTable.bind(inner),
  dropTable: inner.dropTable.bind(inner),
  listTables: inner.listTables.bind(inner),
  transact: inner.transact.bind(inner),
  get: inner.get.bind(inner),
  close: inner.close.bind(inner),
  async query(table, query) {
    if (table.startsWith('Records')) wait(ms);
    return inner.query(table, query);
  },
});

describe('the details of a communication that is purged', () => {
  it.each([300, 20_000])('all go in the end, where each page takes %i ms', async (ms) => {
    const many = Array.from({ length: 2500 }, (_, index) => statistics(index * 1000));
    const { store, moved, id } = await filled([...twoPartyCall, ...many]);
    const services = await openServices({ store: slowed(store, moved, ms), clock: moved.services.clock });
    const begun = await startPurge(services, { id }, localAdministrator);
    if (begun.outcome !== 'opened') throw new Error(begun.outcome);
    for (let tick = 0; tick < 60; tick += 1) {
      await advanceRuns(services, { 'purge-by-hand': advancePurge }, services.clock().getTime() + 50_000);
      const run = await getRun(services, begun.run.id);
      if (run?.state !== 'waiting' && run?.state !== 'running') break;
      moved.wait(minute);
    }
    expect(await getRun(services, begun.run.id)).toMatchObject({
      state: 'done',
      progress: { details: 2500, records: 4 },
    });
    expect(await rowsSaying(store, call)).toEqual([]);
  });

  it('go however many days it went on', async () => {
    const last = new Date(Date.parse(at(0)) + 120 * hour).toISOString();
    const long = [
      summary({}, { identifier: maria, endpointId: 'e' }),
      summary({}, { identifier: maria, endpointId: 'f' }, last),
    ];
    const { store, moved, id } = await filled([
      ...long,
      ...[1, 40, 55, 90, 119].map((hours) => statistics(hours * hour)),
    ]);
    expect(await purgeByHand(moved, { id, dryRun: true })).toMatchObject({ progress: { details: 5 } });
    expect(await purgeByHand(moved, { id })).toMatchObject({ progress: { details: 5 } });
    expect(await rowsSaying(store, call)).toEqual([]);
  });

  it('are found by all of its ids, and each slice comes further, also where its time is up at once', async () => {
    const callIds = Array.from({ length: 20 }, (_, index) => `Call-${index}-a`);
    const { moved } = await filled([
      ...callIds.map((callId, index) => statistics(index * 1000, callId)),
      ...[1, 2, 3].map((second) => statistics(second * 1000, 'another-call')),
    ]);
    const ids = callIds.map((value) => ({ kind: 'call', value }));
    const communication = communicationAt(Date.parse(at(0)), { ids });
    const limits = { until: 0, signal: new AbortController().signal };
    const found: string[] = [];
    let place: DetailPlace | undefined;
    let slices = 0;
    do {
      const take = async (some: readonly string[]) => void found.push(...some);
      const before = place;
      ({ place } = await takeDetails(moved.services, communication, { place, most: 3, take, limits }));
      expect(place).not.toEqual(before ?? {});
      slices += 1;
    } while (place && slices < 100);
    expect(new Set(found).size).toBe(20);
    expect(found).toHaveLength(20);
    expect(slices).toBeGreaterThan(6);
  });
});
