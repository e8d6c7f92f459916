import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepLease, writeHeld } from '../../shared/runs/keep-lease.ts';
import { type OpenedRow, openRow } from '../../shared/runs/open-row.ts';
import { runsPlace } from '../../shared/runs/run-row.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { StorageUnavailable, type Stored, type TableStore } from '../../shared/storage/table-store.ts';
import { type Clock, type Instance, instanceOn, noon, second } from './instance.ts';

const seconds = (count: number) => new Date(noon + count * second).toISOString();

let store: TableStore;
let fault: 'fails' | 'loses its answer' | 'stays away' | undefined;
let services: Instance;
let row: OpenedRow['row'];
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  fault = undefined;
  store = sqliteTables({ path: ':memory:' });
  const transact: TableStore['transact'] = async (table, operations) => {
    if (fault === 'fails') throw new StorageUnavailable('away');
    if (fault === 'stays away') return new Promise(() => {});
    const result = await store.transact(table, operations);
    // As the driver for Azure: it asks again, and meets its own write.
    return fault === 'loses its answer' ? store.transact(table, operations) : result;
  };
  services = await instanceOn({ ...store, transact });
  const opened = { holder: 'me', leaseUntil: seconds(45) };
  ({ row } = await openRow(services, { kind: 'read-archive', by: 'timer' }, opened));
});
afterEach(() => vi.useRealTimers());

const stored = () => store.get(runsPlace.table, runsPlace.partition, row.rowKey) as Promise<Stored>;
/** Time goes on, by the clock and by the interval. */
async function wait(count: number, time: Clock = services.time) {
  for (let passed = 0; passed < count; passed += 5) {
    time.now += 5 * second;
    vi.advanceTimersByTime(5 * second);
    // A renewal takes a few turns of the loop.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('a lease that is kept', () => {
  it('is renewed every 15 seconds until the work ends', async () => {
    const { signal, stop } = keepLease(services, row);
    await wait(30);
    expect((await stored()).leaseUntil).toBe(seconds(75));
    const held = await stop();
    expect(held).toEqual(await stored());
    await wait(30);
    expect((await stored()).leaseUntil).toBe(seconds(75));
    expect(signal.aborted).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('goes on when the answer of a renewal is lost, or a renewal fails and storage comes back', async () => {
    const { signal, stop } = keepLease(services, row);
    fault = 'loses its answer';
    await wait(15);
    fault = 'fails';
    await wait(15);
    fault = undefined;
    await wait(15);
    expect(signal.aborted).toBe(false);
    expect(await stop()).toMatchObject({ holder: 'me', leaseUntil: seconds(90) });
  });

  it.each(['fails', 'stays away'] as const)('aborts the work when it is over because storage %s', async (met) => {
    const { signal, stop } = keepLease(services, row);
    fault = met;
    await wait(40);
    expect(signal.aborted).toBe(false);
    await wait(20);
    expect(signal.aborted).toBe(true);
    expect(await stop()).toBeUndefined();
  });

  it('aborts the work when somebody else took the run', async () => {
    const { signal, stop } = keepLease(services, row);
    const { etag, ...entity } = await stored();
    await store.transact(runsPlace.table, [{ kind: 'replace', entity: { ...entity, holder: 'other' }, etag }]);
    await wait(15);
    expect(signal.aborted).toBe(true);
    expect(await stop()).toBeUndefined();
    expect((await stored()).holder).toBe('other');
  });
});

describe('a change to a row that is held', () => {
  it('is made although a renewal before it was written and its answer never came', async () => {
    const renewed = await writeHeld(services, row, { leaseUntil: seconds(60) });
    expect(renewed).toBeDefined();
    // `row` has the tag of before.
    const written = await writeHeld(services, row, { progress: '{"done":3}' });
    expect(written).toMatchObject({ progress: '{"done":3}', leaseUntil: seconds(60) });
    expect(await stored()).toEqual(written);
  });

  it('is not made when another one holds it', async () => {
    expect(await writeHeld(services, row, { holder: 'other' })).toMatchObject({ holder: 'other' });
    expect(await writeHeld(services, row, { progress: '{}' })).toBeUndefined();
    expect((await stored()).progress).toBeUndefined();
  });
});
