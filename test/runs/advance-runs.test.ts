import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Advance } from '../../shared/runs/advance.ts';
import { advanceRuns } from '../../shared/runs/advance-runs.ts';
import { getRun } from '../../shared/runs/get-run.ts';
import { openRun } from '../../shared/runs/open-run.ts';
import type { LongKind } from '../../shared/runs/run-kinds.ts';
import { runsPlace } from '../../shared/runs/run-row.ts';
import { StorageUnavailable, type Stored, type TableStore } from '../../shared/storage/table-store.ts';
import { drivers } from '../storage/drivers.ts';
import { countingTo, type Instance, instanceOn, minute, second } from './instance.ts';

const by = 'local';
const open = async (services: Instance, kind: LongKind) => (await openRun(services, { kind, by })).run.id;
/** One tick of the timer. */
const tick = (services: Instance, advances: Parameters<typeof advanceRuns>[1]) =>
  advanceRuns(services, advances, services.time.now + 50 * second);

describe.each(drivers)('advancing long runs on $name', ({ open: openStore }) => {
  let store: TableStore;
  let services: Instance;
  beforeEach(async () => {
    store = await openStore();
    services = await instanceOn(store);
  });
  afterEach(() => store.close());

  it('goes on where the last slice said, adds the counts, and ends', async () => {
    const done: number[] = [];
    const id = await open(services, 'backfill');
    const whole = countingTo(4, done);
    const atMostTwo: Advance = async (one, next) => {
      services.time.now += 25 * second;
      return whole(one, next);
    };
    expect(await tick(services, { backfill: atMostTwo })).toEqual({ backfill: 2 });
    expect(await getRun(services, id)).toMatchObject({
      state: 'running',
      counts: { examined: 2, stored: 2 },
      progress: { done: 2, of: 4 },
      next: { number: 3 },
    });
    const other = await instanceOn(store, services.time);
    expect(await tick(other, { backfill: atMostTwo })).toEqual({ backfill: 2 });
    const ended = await getRun(services, id);
    expect(ended).toMatchObject({ state: 'done', counts: { examined: 4 }, ended: '2026-05-03T12:01:40.000Z', by });
    expect(ended).not.toHaveProperty('next');
    expect(done).toEqual([1, 2, 3, 4]);
    expect(await tick(services, { backfill: atMostTwo })).toEqual({});
  });

  it('gives each kind its turn, also when one would fill every tick', async () => {
    const order: string[] = [];
    const slow =
      (kind: string): Advance =>
      async (_, next, { until }) => {
        order.push(kind);
        services.time.now = until;
        return { next: { ...next } };
      };
    for (const kind of ['backfill', 'archive-history', 'nightly'] as const) await open(services, kind);
    const advances = { nightly: slow('n'), backfill: slow('b'), 'archive-history': slow('a') };
    for (let ticks = 0; ticks < 3; ticks += 1) await tick(services, advances);
    const times = (kind: string) => order.filter((one) => one === kind).length;
    expect([times('n'), times('b'), times('a')]).toEqual([4, 4, 4]);
    expect(new Set(order.slice(0, 3)).size).toBe(3);
  });

  it('works once on a run when two instances tick at once', async () => {
    const done: number[] = [];
    await open(services, 'backfill');
    const whole = countingTo(6, done);
    const advance: Advance = async (one, next) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return whole(one, next);
    };
    const others = await Promise.all(Array.from({ length: 3 }, () => instanceOn(store, services.time)));
    const slices = await Promise.all(others.map((one) => tick(one, { backfill: advance })));
    expect(done).toEqual([1, 2, 3, 4, 5, 6]);
    expect(slices.reduce((sum, { backfill = 0 }) => sum + backfill, 0)).toBe(6);
  });

  it('waits as long as a slice asked, and meanwhile goes on with others', async () => {
    const done: number[] = [];
    const id = await open(services, 'nightly');
    await open(services, 'backfill');
    const throttled: Advance = async (_, next) => {
      if (next.asked) return { next: undefined };
      const reason = { class: 'throttled', words: 'The workspace asks us to slow down.' } as const;
      return { next: { asked: true }, reason, waitUntil: services.time.now + 3 * minute };
    };
    const advances = { nightly: throttled, backfill: countingTo(3, done) };
    expect(await tick(services, advances)).toEqual({ nightly: 1, backfill: 3 });
    expect(await getRun(services, id)).toMatchObject({ state: 'waiting', reason: { class: 'throttled' } });
    services.time.now += 3 * minute - 1;
    expect(await tick(services, advances)).toEqual({});
    services.time.now += 1;
    expect(await tick(services, advances)).toEqual({ nightly: 1 });
  });

  it('takes a run up again within 60 seconds after its process is gone', async () => {
    const id = await open(services, 'backfill');
    const row = (await store.get(runsPlace.table, runsPlace.partition, id)) as Stored;
    const leaseUntil = new Date(services.time.now + 45 * second).toISOString();
    const { etag, ...entity } = { ...row, holder: 'gone', leaseUntil };
    await store.transact(runsPlace.table, [{ kind: 'replace', entity, etag }]);
    services.time.now += 44 * second;
    expect(await tick(services, { backfill: countingTo(2) })).toEqual({});
    services.time.now += 16 * second;
    expect(await tick(services, { backfill: countingTo(2) })).toEqual({ backfill: 2 });
  });
});

describe('a slice', () => {
  it('that fails ends the run with its reason', async () => {
    const services = await instanceOn();
    const id = await open(services, 'backfill');
    const reason = { class: 'refused', words: 'The workspace refuses our credentials.' } as const;
    await tick(services, { backfill: async () => ({ failed: true, reason, next: { day: 1 }, counts: { failed: 1 } }) });
    expect(await getRun(services, id)).toMatchObject({
      state: 'failed',
      reason,
      counts: { failed: 1 },
      next: { day: 1 },
    });
    expect((await openRun(services, { kind: 'backfill', by })).outcome).toBe('opened');
  });

  it('that meets no storage leaves the run for the next minute, however often', async () => {
    const services = await instanceOn();
    const id = await open(services, 'backfill');
    const away: Advance = async () => {
      throw new StorageUnavailable('away');
    };
    for (let ticks = 0; ticks < 7; ticks += 1) expect(await tick(services, { backfill: away })).toEqual({});
    expect(await getRun(services, id)).toMatchObject({ state: 'running', counts: { failed: 0 } });
    expect(await tick(services, { backfill: countingTo(2) })).toEqual({ backfill: 2 });
  });

  it('that throws is done again, and fails the run when it throws five times in a row', async () => {
    const services = await instanceOn();
    const id = await open(services, 'backfill');
    const throwing: Advance = async () => {
      throw new RangeError('+15550100 is out of range');
    };
    const good = countingTo(9);
    const goodOnce: Advance = (one, next) =>
      Number(next.number ?? 1) === 1 ? good(one, next) : throwing(one, next, never);
    const never = { until: 0, signal: AbortSignal.abort() };
    for (let ticks = 0; ticks < 4; ticks += 1) await tick(services, { backfill: throwing });
    await tick(services, { backfill: goodOnce });
    for (let ticks = 0; ticks < 3; ticks += 1) await tick(services, { backfill: throwing });
    expect((await getRun(services, id))?.state).toBe('running');
    await tick(services, { backfill: throwing });
    expect(await getRun(services, id)).toMatchObject({ state: 'failed', reason: { class: 'internal' } });
    expect(services.lines).toHaveLength(9);
    expect(services.lines[0]).toMatchObject({ run: id, failure: { name: 'RangeError' } });
    expect(JSON.stringify([await getRun(services, id), services.lines])).not.toContain('5550100');
  });

  it('whose state storage cannot take fails its run, and keeps no other waiting', async () => {
    const services = await instanceOn();
    const id = await open(services, 'nightly');
    await open(services, 'backfill');
    const huge: Advance = async () => ({ next: { all: 'x'.repeat(40_000) } });
    expect(await tick(services, { nightly: huge, backfill: countingTo(3) })).toEqual({ backfill: 3 });
    for (let ticks = 0; ticks < 4; ticks += 1) await tick(services, { nightly: huge });
    expect(await getRun(services, id)).toMatchObject({ state: 'failed', reason: { class: 'internal' } });
  });

  it('learns that the run was taken from it, and stores nothing', async () => {
    const services = await instanceOn();
    const id = await open(services, 'backfill');
    const { table, partition } = runsPlace;
    const stolen: Advance = async () => {
      const { etag, ...entity } = (await services.store.get(table, partition, id)) as Stored;
      await services.store.transact(table, [{ kind: 'replace', entity: { ...entity, holder: 'other' }, etag }]);
      return { next: undefined, counts: { stored: 7 } };
    };
    expect(await tick(services, { backfill: stolen })).toEqual({});
    expect(await getRun(services, id)).toMatchObject({ state: 'running', counts: { stored: 0 } });
  });
});
