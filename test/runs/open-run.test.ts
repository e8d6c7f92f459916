import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { advanceRuns } from '../../shared/runs/advance-runs.ts';
import { getRun } from '../../shared/runs/get-run.ts';
import { openRun } from '../../shared/runs/open-run.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { type Fault, faultyStore } from '../crash/faulty-store.ts';
import { drivers } from '../storage/drivers.ts';
import { countingTo, instanceOn, minute, noon } from './instance.ts';

const asked = { kind: 'backfill', by: 'api-key night-shift', next: { day: 3 }, progress: { days: 9 } } as const;

describe.each(drivers)('opening a run on $name', ({ open }) => {
  let store: TableStore;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  it('writes who started it, when, and where it begins', async () => {
    const services = await instanceOn(store);
    const { outcome, run } = await openRun(services, asked);
    expect(outcome).toBe('opened');
    expect(run).toEqual({
      id: expect.stringMatching(/^\d{14}-backfill-[0-9a-f]{8}$/),
      kind: 'backfill',
      state: 'waiting',
      started: '2026-05-03T12:00:00.000Z',
      by: 'api-key night-shift',
      counts: { examined: 0, stored: 0, duplicate: 0, skipped: 0, rejected: 0, failed: 0 },
      progress: { days: 9 },
      next: { day: 3 },
    });
    expect(await getRun(services, run.id)).toEqual(run);
  });

  it('opens one of many that are asked for at once, and tells the others which', async () => {
    const instances = await Promise.all(Array.from({ length: 4 }, () => instanceOn(store)));
    const answers = await Promise.all(
      instances.map((services, index) => openRun(services, { ...asked, by: `local ${index}` })),
    );
    const opened = answers.filter(({ outcome }) => outcome === 'opened');
    expect(opened).toHaveLength(1);
    expect(new Set(answers.map(({ run }) => run.id)).size).toBe(1);
    expect(new Set(answers.map(({ run }) => run.by)).size).toBe(1);
  });

  it('says of the one under way since when and by whom, until it has ended', async () => {
    const services = await instanceOn(store);
    const first = await openRun(services, asked);
    services.time.now += 90 * minute;
    expect(await openRun(services, { kind: 'backfill', by: 'entra Ann' })).toEqual({ outcome: 'busy', run: first.run });
    expect((await openRun(services, { kind: 'nightly', by: 'timer' })).outcome).toBe('opened');
    await advanceRuns(services, { backfill: countingTo(1) }, services.time.now + minute);
    const second = await openRun(services, { kind: 'backfill', by: 'entra Ann' });
    expect(second).toMatchObject({ outcome: 'opened', run: { by: 'entra Ann', started: '2026-05-03T13:30:00.000Z' } });
  });

  it.each(['happens, but its answer is lost', 'fails once'] satisfies Fault[])(
    'leaves one run when a storage call %s and it is asked for again',
    async (fault) => {
      const quiet = faultyStore(store);
      await openRun(await instanceOn(quiet.store), { kind: 'nightly', by: 'timer' });
      for (const at of quiet.calls.keys()) {
        const services = await instanceOn(faultyStore(store, at, fault).store, { now: noon + at });
        await openRun(services, asked).catch(() => {});
        const again = await openRun(await instanceOn(store, { now: noon + at }), asked);
        const first = await openRun(await instanceOn(store), asked);
        expect(first).toEqual({ outcome: 'busy', run: again.run });
        await advanceRuns(await instanceOn(store), { backfill: countingTo(3) }, noon + minute);
      }
      expect(quiet.calls.length).toBeGreaterThan(1);
    },
  );

  it('knows its own write when the driver asked again after a lost answer', async () => {
    const transact: TableStore['transact'] = async (table, operations) => {
      await store.transact(table, operations);
      return store.transact(table, operations);
    };
    await store.createTable('Runs');
    const services = await instanceOn({ ...store, transact });
    const { outcome, run } = await openRun(services, asked);
    expect(outcome).toBe('opened');
    expect((await openRun(services, asked)).run.id).toBe(run.id);
  });
});
