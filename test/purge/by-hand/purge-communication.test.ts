import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getRecord } from '../../../shared/query/get-record.ts';
import { readingOf } from '../../../shared/query/reading.ts';
import { idOf } from '../../../shared/query/record-item.ts';
import type { TableStore } from '../../../shared/storage/table-store.ts';
import { communicationsIn } from '../../communications/gather/stored.ts';
import { threeRecipients } from '../../communications/message-stories.ts';
import { at, call, log, twoPartyCall } from '../../communications/stories.ts';
import { answerOf } from '../../ingest/delivering.ts';
import { drivers } from '../../storage/drivers.ts';
import { listedCommunications, listedRecords } from '../listed.ts';
import { gatherAll, type Moved, movedClock, purgeByHand, rowsSaying } from '../purging.ts';

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

  it('only counts in a dry run', async () => {
    const run = await purgeByHand(moved, { id, dryRun: true });
    expect(run).toMatchObject({ state: 'done', progress: { records: 4, details: 1, dryRun: true } });
    expect(await listedCommunications(moved.services)).toHaveLength(2);
  });
});
