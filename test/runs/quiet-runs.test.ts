import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getRun } from '../../shared/runs/get-run.ts';
import { listRuns } from '../../shared/runs/list-runs.ts';
import type { Report } from '../../shared/runs/run.ts';
import { runTimer } from '../../shared/runs/run-timer.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { drivers } from '../storage/drivers.ts';
import { crashedTimer, type Instance, instanceOn, minute, noon, nothing, refusal, something } from './instance.ts';

const throttling = async (): Promise<Report> => ({ failed: true, reason: { class: 'throttled', words: 'Slow down.' } });
const partly = async (): Promise<Report> => ({
  counts: { failed: 2 },
  reason: { class: 'refused', words: 'Two containers refuse our credentials.' },
});

describe.each(drivers)('runs that did nothing on $name', ({ open }) => {
  let store: TableStore;
  let services: Instance;
  beforeEach(async () => {
    store = await open();
    services = await instanceOn(store);
  });
  afterEach(() => store.close());

  /** Ticks five minutes apart. */
  async function ticks(...works: (() => Promise<Report>)[]) {
    for (const work of works) {
      await runTimer(services, 'read-archive', work, { seconds: 240 });
      services.time.now += 5 * minute;
    }
  }
  /** Of each item, newest first: how it ended and how many runs share it. */
  async function items() {
    const page = await listRuns(services, { limit: 100 });
    if (page.outcome !== 'listed') return expect.fail(page.outcome);
    return page.items.map(({ state, reason, times }) => [reason?.class ?? state, times ?? 'own']);
  }

  it('share one item, which counts them', async () => {
    await ticks(nothing, nothing, nothing);
    expect(await items()).toEqual([['done', 3]]);
    expect(await getRun(services, 'quiet-read-archive')).toMatchObject({
      id: 'quiet-read-archive',
      state: 'done',
      since: '2026-05-03T12:00:00.000Z',
      started: '2026-05-03T12:10:00.000Z',
      ended: '2026-05-03T12:10:00.000Z',
      times: 3,
      by: 'timer',
    });
    expect((await store.query('Runs', {})).entities).toHaveLength(1);
  });

  it('are counted anew after a run that did something, which has an item of its own', async () => {
    await ticks(nothing, nothing, something);
    expect(await items()).toEqual([
      ['done', 'own'],
      ['done', 2],
    ]);
    await ticks(nothing);
    expect(await items()).toEqual([
      ['done', 1],
      ['done', 'own'],
    ]);
  });

  it('keep the first failure apart, and count those that are like the one before', async () => {
    await ticks(nothing, refusal, refusal, refusal);
    expect(await items()).toEqual([
      ['refused', 2],
      ['refused', 'own'],
    ]);
    await ticks(throttling, throttling);
    expect(await items()).toEqual([
      ['throttled', 1],
      ['throttled', 'own'],
      ['refused', 2],
      ['refused', 'own'],
    ]);
  });

  it('leave behind how long it failed', async () => {
    await ticks(refusal, refusal, refusal, something, nothing, nothing);
    expect(await items()).toEqual([
      ['done', 2],
      ['done', 'own'],
      ['refused', 2],
      ['refused', 'own'],
    ]);
    const page = await listRuns(services, { limit: 100 });
    const kept = page.outcome === 'listed' ? page.items[2] : undefined;
    expect(kept).toMatchObject({ since: '2026-05-03T12:05:00.000Z', ended: '2026-05-03T12:10:00.000Z' });
    expect(await getRun(services, kept?.id ?? '')).toEqual(kept);
  });

  it('are none of those that failed in part', async () => {
    await ticks(nothing, partly, partly, nothing);
    expect(await items()).toEqual([
      ['done', 1],
      ['refused', 1],
      ['refused', 'own'],
    ]);
  });

  it('count a run that failed and did something too as one of its own', async () => {
    const both = async (): Promise<Report> => ({ ...(await refusal()), ...(await something()) });
    await ticks(both, both, refusal);
    expect(await items()).toEqual([
      ['refused', 1],
      ['refused', 'own'],
      ['refused', 'own'],
    ]);
  });

  it('count those that were interrupted one after the other', async () => {
    for (let crash = 0; crash < 3; crash += 1) {
      await crashedTimer(services);
      services.time.now += minute;
    }
    await ticks(something);
    expect(await items()).toEqual([
      ['done', 'own'],
      ['interrupted', 2],
      ['interrupted', 'own'],
    ]);
  });

  it('are found by the ids that they had', async () => {
    await ticks(nothing);
    let id = '';
    const looking = async (): Promise<Report> => {
      const page = await listRuns(services, { limit: 1 });
      if (page.outcome === 'listed') id = page.items[0]?.id ?? '';
      expect(await getRun(services, id)).toMatchObject({ id, state: 'running' });
      return {};
    };
    await ticks(looking, nothing);
    expect(await getRun(services, id)).toMatchObject({ id: 'quiet-read-archive', times: 3 });
    services.time.now = noon + 60 * minute;
    await ticks(something);
    const never = id.replace(/^\d{5}/, '97777');
    expect(await getRun(services, never)).toBeUndefined();
  });
});
