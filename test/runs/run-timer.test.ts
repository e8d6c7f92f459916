import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listRuns } from '../../shared/runs/list-runs.ts';
import type { Report, Run } from '../../shared/runs/run.ts';
import { runTimer } from '../../shared/runs/run-timer.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { drivers } from '../storage/drivers.ts';
import { crashedTimer, type Instance, instanceOn, noon, nothing, second, something } from './instance.ts';

const tick = (services: Instance, work = nothing) => runTimer(services, 'read-archive', work, { seconds: 240 });
async function runsOf(services: Instance) {
  const page = await listRuns(services, { limit: 100 });
  return page.outcome === 'listed' ? page.items : expect.fail(page.outcome);
}

describe.each(drivers)('a timer’s run on $name', ({ open }) => {
  let store: TableStore;
  let services: Instance;
  beforeEach(async () => {
    store = await open();
    services = await instanceOn(store);
  });
  afterEach(() => store.close());

  it('says what it did, when it began and ended, and how far it came', async () => {
    const work = async (): Promise<Report> => {
      services.time.now += 7 * second;
      return {
        ...(await something()),
        progress: { blobs: 4 },
        reason: { class: 'note', words: 'Two blobs are of another provider.' },
      };
    };
    expect(await tick(services, work)).toBe('ended');
    expect(await runsOf(services)).toEqual([
      {
        id: expect.stringMatching(/^\d{14}-read-archive-[0-9a-f]{8}$/),
        kind: 'read-archive',
        state: 'done',
        started: '2026-05-03T12:00:00.000Z',
        ended: '2026-05-03T12:00:07.000Z',
        by: 'timer',
        counts: { examined: 3, stored: 2, duplicate: 1, skipped: 0, rejected: 0, failed: 0 },
        reason: { class: 'note', words: 'Two blobs are of another provider.' },
        progress: { blobs: 4 },
      },
    ]);
  });

  it('gives the work its time, and a signal that does not abort while it holds the lease', async () => {
    let limits: { until: number; aborted: boolean } | undefined;
    await runTimer(
      services,
      'read-archive',
      async ({ until, signal }) => {
        limits = { until, aborted: signal.aborted };
        return {};
      },
      { seconds: 240 },
    );
    expect(limits).toEqual({ until: noon + 240 * second, aborted: false });
  });

  it('works once when two instances tick at once, and the other writes nothing', async () => {
    const other = await instanceOn(store, services.time);
    const order: string[] = [];
    let end = () => {};
    const first = tick(services, async () => {
      order.push('first');
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      return something();
    });
    while (order.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    const before = await store.query('Runs', {});
    const second = await tick(other, async () => {
      order.push('second');
      return {};
    });
    expect(second).toBe('busy');
    expect(await store.query('Runs', {})).toEqual(before);
    end();
    expect(await first).toBe('ended');
    expect(order).toEqual(['first']);
    expect(await runsOf(services)).toHaveLength(1);
  });

  it('works once when many begin in the same moment', async () => {
    const instances = await Promise.all(Array.from({ length: 4 }, () => instanceOn(store, services.time)));
    let working = 0;
    const outcomes = await Promise.all(
      instances.map((one) =>
        tick(one, async () => {
          working += 1;
          await new Promise((resolve) => setTimeout(resolve, 300));
          return something();
        }),
      ),
    );
    expect(working).toBe(1);
    expect(outcomes.toSorted()).toEqual(['busy', 'busy', 'busy', 'ended']);
  });

  it('finds the lease of a process that is gone free within 60 seconds, and says that it was interrupted', async () => {
    await crashedTimer(services);
    services.time.now = noon + 44 * second;
    expect(await tick(services, something)).toBe('busy');
    services.time.now = noon + 60 * second;
    const shown = await runsOf(services);
    expect(await tick(services, something)).toBe('ended');
    const runs = await runsOf(services);
    expect(runs.map(({ state, reason }) => [state, reason?.class])).toEqual([
      ['done', undefined],
      ['failed', 'interrupted'],
    ]);
    // It was shown as what it is before anybody ended it.
    expect(runs.slice(1)).toEqual(shown);
    expect(runs[1]?.ended).toBe('2026-05-03T12:00:45.000Z');
  });

  it('frees a lease once when many find it', async () => {
    await crashedTimer(services);
    services.time.now += 60 * second;
    const instances = await Promise.all(Array.from({ length: 4 }, () => instanceOn(store, services.time)));
    const slow = async (): Promise<Report> => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return something();
    };
    const outcomes = await Promise.all(instances.map((one) => tick(one, slow)));
    expect(outcomes.toSorted()).toEqual(['busy', 'busy', 'busy', 'ended']);
    expect(await runsOf(services)).toHaveLength(2);
  });
});

describe('a timer whose work throws', () => {
  it('has failed, with the kind and place of the error in the log and no word of it on the run', async () => {
    const services = await instanceOn();
    const ended: Run[] = [];
    const work = async (): Promise<Report> => {
      throw new TypeError('+15550100 is not a blob');
    };
    await runTimer(services, 'read-archive', work, { seconds: 9, ended: (run) => ended.push(run) });
    const [run] = await runsOf(services);
    expect(run).toMatchObject({ state: 'failed', reason: { class: 'internal' } });
    expect(ended).toEqual([run]);
    expect(services.lines).toEqual([
      {
        level: 'error',
        run: run?.id,
        kind: 'read-archive',
        outcome: 'internal',
        failure: expect.objectContaining({ name: 'TypeError' }),
      },
    ]);
    expect(JSON.stringify([run, services.lines])).not.toContain('5550100');
  });

  it('throws StorageUnavailable on, recorded where storage answers again', async () => {
    const services = await instanceOn();
    const away = async (): Promise<Report> => {
      throw new StorageUnavailable('away');
    };
    await expect(tick(services, away)).rejects.toThrow(StorageUnavailable);
    expect((await runsOf(services))[0]).toMatchObject({ state: 'failed', reason: { class: 'unreachable' } });
    expect(await tick(services)).toBe('ended');
  });
});
