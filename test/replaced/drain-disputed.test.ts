import { beforeEach, describe, expect, it } from 'vitest';
import { drainReplaced } from '../../shared/replaced/drain-replaced.ts';
import type { Services } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { openServices } from '../ingest/delivering.ts';
import { noon } from '../ingest/events.ts';
import { archived, clicksOf, day, drain, late, minute, shown, take } from './clicks.ts';

const [older, newer] = clicksOf(2).map(archived) as [object, object];
const lateAt = (at: number) => late({ at });

let inner: TableStore;
let now: number;
let services: Services;
const open = (store: TableStore) =>
  openServices({ store, clock: () => new Date(now), env: { RETENTION_DAYS: 'never' } });
beforeEach(async () => {
  inner = sqliteTables({ path: ':memory:' });
  now = Date.parse(noon);
  services = await open(inner);
});

/** A drain that stops before it first writes a record's row, and what lets it go on. */
async function stoppedDrain() {
  let goOn = () => {};
  let stopped = () => {};
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  const reached = new Promise<void>((resolve) => (stopped = resolve));
  const store: TableStore = {
    ...inner,
    transact: async (table, operations) => {
      if (table.startsWith('Records')) {
        stopped();
        await gate;
      }
      return inner.transact(table, operations);
    },
  };
  const ended = drain(await open(store));
  await reached;
  return async () => {
    goOn();
    await ended;
  };
}

async function lookAgain() {
  now += 40 * day;
  await drain(services);
}

describe('a drain that was overtaken', () => {
  it('takes no twin that meanwhile stands for another one', async () => {
    await take(services, [newer]);
    await take(services, [lateAt(minute)]);
    const goOn = await stoppedDrain();
    await take(services, [lateAt(0), lateAt(2 * minute)]);
    await drain(services);
    await goOn();
    expect(await shown(services)).toBe(3);
    await lookAgain();
    expect(await shown(services)).toBe(3);
  });

  it('frees the twin that it named for one that another twin stands for', async () => {
    await take(services, [newer]);
    await take(services, [lateAt(0)]);
    const goOn = await stoppedDrain();
    await take(services, [older]);
    now += minute;
    await drain(services);
    await goOn();
    expect(await shown(services)).toBe(2);
    await take(services, [lateAt(minute)]);
    await lookAgain();
    expect(await shown(services)).toBe(2);
    await take(services, [lateAt(2 * minute)]);
    await lookAgain();
    expect(await shown(services)).toBe(3);
  });

  it('leaves a mark that was renewed meanwhile', async () => {
    await take(services, [newer]);
    await take(services, [lateAt(0)]);
    const goOn = await stoppedDrain();
    now += 10 * minute;
    await take(services, [lateAt(minute)]);
    await goOn();
    await take(services, [older]);
    await drain(services);
    expect(await shown(services)).toBe(2);
  });
});

describe('a mark', () => {
  const marks = async () =>
    (await inner.query('Pending', { rows: { from: 'replaced-', until: 'replaced.' } })).entities;

  it('stays for five minutes after the newest record under it, then goes when none is without a twin', async () => {
    await take(services, [newer]);
    await take(services, [lateAt(0)]);
    await drain(services);
    expect(await marks()).toMatchObject([{ tries: 0, due: new Date(now + 5 * minute).toISOString() }]);
    now += 5 * minute;
    await drain(services);
    expect(await marks()).toEqual([]);
  });

  it('is put off by 1, 2, 4 … 32 days while one is without a twin', async () => {
    await take(services, [lateAt(0)]);
    const days: number[] = [];
    for (let look = 0; look < 8; look += 1) {
      await drain(services);
      const due = Date.parse(String((await marks())[0]?.due));
      days.push((due - now) / day);
      now = due;
    }
    expect(days).toEqual([1, 2, 4, 8, 16, 32, 32, 32]);
  });

  it('is not written for records that no value of their own leads to', async () => {
    const { CorrelationId: _, RecipientId: __, ...rest } = lateAt(0);
    expect(await take(services, [rest])).toMatchObject({ stored: 1 });
    expect(await marks()).toEqual([]);
  });

  it('of a category that is not known here keeps no other one waiting', async () => {
    await take(services, [newer]);
    await take(services, [lateAt(0)]);
    const [{ etag: _, ...mark } = { partitionKey: '', rowKey: '', etag: '' }] = await marks();
    for (const bucket of '0123456789abcdef') {
      const entity = { ...mark, partitionKey: bucket, rowKey: `replaced-${bucket.repeat(32)}-later` };
      await inner.transact('Pending', [{ kind: 'insert', entity }]);
    }
    const slice = await drain(services);
    expect(slice).toMatchObject({ next: undefined, counts: { failed: 16 }, progress: { replaced: 1, failed: 16 } });
    expect(await shown(services)).toBe(1);
  });
});

describe('a slice', () => {
  it('ends when the time is up and says where to go on', async () => {
    await take(services, [newer, older]);
    await take(services, [lateAt(0), lateAt(minute)]);
    const signal = new AbortController().signal;
    const first = await drainReplaced(services, {}, { until: now, signal });
    expect(first.next).toBeDefined();
    expect(await shown(services)).toBe(4);
    const aborted = AbortSignal.abort();
    const second = await drainReplaced(services, first.next ?? {}, { until: now + minute, signal: aborted });
    expect(second.next).toEqual(first.next);
    const third = await drainReplaced(services, second.next ?? {}, { until: now + minute, signal });
    expect(third).toMatchObject({ next: undefined, progress: { replaced: 2 } });
    expect(await shown(services)).toBe(2);
  });
});
