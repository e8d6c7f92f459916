/** A process that ends, or a storage call that goes wrong, at each place between two slices. */
import { describe, expect, it } from 'vitest';
import { advanceRuns } from '../../shared/runs/advance-runs.ts';
import { getRun } from '../../shared/runs/get-run.ts';
import { listRuns } from '../../shared/runs/list-runs.ts';
import { openRun } from '../../shared/runs/open-run.ts';
import { runTimer } from '../../shared/runs/run-timer.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { type Fault, faults, faultyStore } from '../crash/faulty-store.ts';
import { drivers } from '../storage/drivers.ts';
import { countingTo, instanceOn, minute, noon, nothing, refusal, something } from './instance.ts';

const last = 4;
const everyFault = Object.keys(faults) as Fault[];

function unlessAway(error: unknown): void {
  if (!(error instanceof StorageUnavailable)) throw error;
}

describe.each(drivers)('a long run on $name', ({ open }) => {
  /** Opens one, ticks with a fault at a call, and ticks again a minute later, in a new process. */
  async function disturbed(at: number, fault: Fault) {
    const store = await open();
    const { run } = await openRun(await instanceOn(store), { kind: 'backfill', by: 'local' });
    const faulty = faultyStore(store, at, fault);
    const done: number[] = [];
    const advances = { backfill: countingTo(last, done) };
    await advanceRuns(await instanceOn(faulty.store), advances, noon + 50_000).catch(unlessAway);
    const time = { now: noon + minute };
    await advanceRuns(await instanceOn(store, time), advances, time.now + 50_000);
    const ended = await getRun(await instanceOn(store, time), run.id);
    const openAgain = await openRun(await instanceOn(store, time), { kind: 'backfill', by: 'local' });
    await store.close();
    return { done, ended, openAgain, calls: faulty.calls };
  }

  it.each(everyFault)('goes on to its end when a storage call %s', async (fault) => {
    const { calls } = await disturbed(-1, fault);
    expect(calls.length).toBeGreaterThan(last * 4);
    for (const at of calls.keys()) {
      const { done, ended, openAgain } = await disturbed(at, fault);
      const where = `call ${at}, ${calls[at]}`;
      expect(ended, where).toMatchObject({ state: 'done', counts: { examined: last }, progress: { done: last } });
      // Each slice in its order; the disturbed one may be done twice, and counts once.
      expect([...new Set(done)], where).toEqual([1, 2, 3, 4]);
      expect(done.length, where).toBeLessThanOrEqual(last + 1);
      expect(openAgain.outcome, where).toBe('opened');
    }
  });
});

describe.each(drivers)('a timer on $name', ({ open }) => {
  const works = [something, nothing, refusal, refusal, nothing];
  /** Ticks of a timer with a fault at a call, each tick a new process, and one more. */
  async function disturbed(store: TableStore, at: number, fault: Fault) {
    const faulty = faultyStore(store, at, fault);
    const time = { now: noon };
    for (const work of works) {
      const services = await instanceOn(faulty.store, time);
      await runTimer(services, 'read-archive', work, { seconds: 240 }).catch(unlessAway);
      time.now += minute;
    }
    const services = await instanceOn(store, time);
    const outcome = await runTimer(services, 'read-archive', something, { seconds: 240 });
    const page = await listRuns(services, { limit: 100 });
    return { outcome, items: page.outcome === 'listed' ? page.items : [], calls: faulty.calls };
  }

  it.each(everyFault)('works again a minute after a storage call %s', async (fault) => {
    const plain = await open();
    const { calls, items: undisturbed } = await disturbed(plain, -1, fault);
    await plain.close();
    expect(calls.length).toBeGreaterThan(works.length * 4);
    for (const at of calls.keys()) {
      const store = await open();
      const { outcome, items } = await disturbed(store, at, fault);
      const where = `call ${at}, ${calls[at]}`;
      expect(outcome, where).toBe('ended');
      expect(items[0], where).toMatchObject({ state: 'done', counts: { stored: 2 } });
      expect(
        items.filter(({ state }) => state === 'running'),
        where,
      ).toEqual([]);
      // A run whose end was lost is interrupted; nothing else tells them apart.
      expect(items.length, where).toBeLessThanOrEqual(undisturbed.length + 2);
      expect(await store.get('Runs', 'runs', 'open-read-archive'), where).toBeUndefined();
      await store.close();
    }
  });
});
