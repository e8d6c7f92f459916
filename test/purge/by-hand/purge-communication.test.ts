import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadById, standingById } from '../../../shared/communications/list/load-communication.ts';
import { erasedValues } from '../../../shared/erasure/erased-values.ts';
import { changeKept } from '../../../shared/kept-settings/change-kept.ts';
import { advancePurge } from '../../../shared/purge/by-hand/advance-purge.ts';
import { startPurge } from '../../../shared/purge/by-hand/start-purge.ts';
import { getRecord } from '../../../shared/query/get-record.ts';
import { readingOf } from '../../../shared/query/reading.ts';
import { idOf } from '../../../shared/query/record-item.ts';
import { advanceRuns } from '../../../shared/runs/advance-runs.ts';
import { getRun } from '../../../shared/runs/get-run.ts';
import { localAdministrator } from '../../../shared/services.ts';
import type { TableStore } from '../../../shared/storage/table-store.ts';
import { communicationsIn } from '../../communications/gather/stored.ts';
import { threeRecipients } from '../../communications/message-stories.ts';
import { at, call, log, maria, summary, twoPartyCall } from '../../communications/stories.ts';
import { answerOf, openServices } from '../../ingest/delivering.ts';
import { drivers } from '../../storage/drivers.ts';
import { listedCommunications, listedRecords } from '../listed.ts';
import { day, gatherAll, limitsOf, type Moved, minute, movedClock, purgeByHand, rowsSaying } from '../purging.ts';

const start = Date.parse('2026-03-05T12:00:00.000Z');
const stats = log(
  'CallClientMediaStatsTimeSeries',
  at(1),
  { correlationId: call },
  { callId: call, metricName: 'jitter', count: 7, sum: 12.5 },
);

describe.each(drivers)('purging a communication on $name', ({ open }) => {
  let store: TableStore;
  let moved: Moved;
  let id: string;
  beforeEach(async () => {
    store = await open();
    moved = await movedClock(store, start);
    await answerOf(moved.services, [...twoPartyCall, stats, ...threeRecipients]);
    await gatherAll(moved.services);
    moved.wait(600_000);
    id = (await communicationsIn(store)).find(({ kind }) => kind === 'call')?.id ?? '';
  });
  afterEach(() => store.close());

  it('takes all its records away, details too, and nothing of others', async () => {
    const others = (await listedRecords(moved.services)).filter(({ category }) => category.slug.startsWith('email'));
    const run = await purgeByHand(moved, { id });
    expect(run).toMatchObject({ state: 'done', progress: { records: 4, details: 1 } });
    await gatherAll(moved.services);
    expect(await listedRecords(moved.services)).toEqual(others);
    expect((await listedCommunications(moved.services)).map(({ kind }) => kind)).toEqual(['email']);
    expect(await rowsSaying(store, call)).toEqual([]);
  });

  it('is final: sent again none of it is taken, under any id', async () => {
    const [gone] = (await listedRecords(moved.services)).filter(({ category }) => category.slug === 'call-summary');
    await purgeByHand(moved, { id });
    const again = await answerOf(moved.services, [...twoPartyCall, stats]);
    expect(new Set(again.outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['NOLOG_ERASED']));
    await gatherAll(moved.services);
    expect((await listedCommunications(moved.services)).map(({ kind }) => kind)).toEqual(['email']);
    expect(gone && (await getRecord(await readingOf(moved.services), idOf(gone)))).toEqual({ outcome: 'erased' });
  });

  it('refuses what it never had of it, whatever the record and its time are', async () => {
    await purgeByHand(moved, { id });
    moved.wait(2 * day);
    const unknown = log('SomethingNew', at(7), { correlationId: call }, { note: 'late' });
    const other = summary({}, { identifier: maria, endpointId: 'e-other', participantId: 'p-other' });
    const flagged = { ...twoPartyCall[0], _TimeReceived: new Date(start + day).toISOString() };
    const received = { ...flagged, time: new Date(start + day).toISOString() };
    const again = await answerOf(moved.services, [unknown, other, received]);
    expect(again.outcomes.map(({ outcome }) => outcome)).toEqual(Array(3).fill('NOLOG_ERASED'));
    await gatherAll(moved.services);
    expect(await standingById(moved.services, id)).toBeUndefined();
    expect(await rowsSaying(store, call)).toEqual([]);
  });

  it('leaves nothing of who writes meanwhile and does not know of it', async () => {
    const other = await openServices({ store, clock: moved.services.clock });
    const started = await startPurge(moved.services, { id }, localAdministrator);
    if (started.outcome !== 'opened') throw new Error(started.outcome);
    await erasedValues(other);
    const advance = () =>
      advanceRuns(moved.services, { 'purge-by-hand': advancePurge }, limitsOf(moved.services).until);
    await advance();
    const late = log('CallSummary', at(6), { correlationId: call }, { identifier: maria, endpointId: 'e-late' });
    expect((await answerOf(other, [late])).outcomes.map(({ outcome }) => outcome)).toEqual(['LOG_OK']);
    for (let tick = 0; tick < 6; tick += 1) {
      moved.wait(minute);
      await gatherAll(moved.services);
      await advance();
    }
    expect((await getRun(moved.services, started.run.id))?.state).toBe('done');
    await gatherAll(moved.services);
    expect(await rowsSaying(store, call)).toEqual([]);
  });

  it('takes one that is hidden because it was successful long ago', async () => {
    const mail = (await communicationsIn(store)).find(({ kind }) => kind === 'email')?.id ?? '';
    const [kept] = (await communicationsIn(store)).filter(({ state }) => state === 'Successful');
    const hidden = kept?.id ?? mail;
    await changeKept(moved.services, {
      ...{ name: 'retention', value: { successfulDays: 2 }, tag: '*' },
      ...{ actor: localAdministrator, operation: 'put-setting' },
    });
    moved.wait(5 * day);
    expect(kept?.state).toBe('Successful');
    expect(await loadById(moved.services, hidden)).toBeUndefined();
    const run = await purgeByHand(moved, { id: hidden });
    expect(run.progress).toMatchObject({ records: kept?.records });
  });

  it('only counts in a dry run', async () => {
    const run = await purgeByHand(moved, { id, dryRun: true });
    expect(run).toMatchObject({ state: 'done', progress: { records: 4, details: 1, dryRun: true } });
    expect(await listedCommunications(moved.services)).toHaveLength(2);
  });
});
