import { beforeEach, describe, expect, it } from 'vitest';
import type { Services } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { everyRow, type TableStore } from '../../shared/storage/table-store.ts';
import { faultyStore } from '../crash/faulty-store.ts';
import { answerOf, openServices } from './delivering.ts';
import { afterNoon, sms } from './events.ts';

/** Records of one category and one hour. */
const thousand = Array.from({ length: 1000 }, (_, index) => sms(`m-${index}`, { time: afterNoon(index * 3) }));

let inner: TableStore;
let calls: readonly string[];
let services: Services;
beforeEach(async () => {
  inner = sqliteTables({ path: ':memory:' });
  // The tables are there, as they are for all but the first delivery of a day.
  await answerOf(await openServices({ store: inner }), [sms('before', { time: afterNoon(-1) })]);
  const counting = faultyStore(inner);
  calls = counting.calls;
  services = await openServices({ store: counting.store });
});

const count = (name: string) => calls.filter((call) => call.startsWith(name)).length;

async function rowsByPartition(table: string): Promise<number[]> {
  const sizes = new Map<string, number>();
  for await (const { partitionKey } of everyRow(inner, table, {}))
    sizes.set(partitionKey, (sizes.get(partitionKey) ?? 0) + 1);
  return [...sizes.values()];
}

describe('1,000 records of one category and one hour', () => {
  it('take 10 transactions for records, and for lookups what their partitions need', async () => {
    expect(await answerOf(services, thousand)).toMatchObject({ stored: 1000 });
    const lookups = (await rowsByPartition('Lookups202603')).reduce((sum, rows) => sum + Math.ceil(rows / 100), 0);
    expect(count('transact Records')).toBe(10);
    expect(count('transact Lookups')).toBeLessThanOrEqual(lookups);
    expect(count('transact Lookups')).toBeGreaterThan(lookups - 16);
    // One mark for each message, in at most 16 buckets.
    expect(count('transact Pending')).toBeLessThanOrEqual((await rowsByPartition('Pending')).length + 1);
    expect(calls.filter((call) => !/^transact (Records|Lookups|Pending)/.test(call))).toEqual([
      'query Settings',
      'transact Hours',
      'transact Latest',
    ]);
  });

  it('are answered without a request for each row when all are there already', async () => {
    await answerOf(await openServices({ store: inner }), thousand);
    expect(await answerOf(services, thousand)).toMatchObject({ duplicate: 1000 });
    expect([count('transact Records'), count('query Records'), count('get')]).toEqual([10, 10, 0]);
  });

  it('are written once more, less those that are there, when some are', async () => {
    await answerOf(
      await openServices({ store: inner }),
      thousand.filter((_, index) => index % 10 === 0),
    );
    expect(await answerOf(services, thousand)).toMatchObject({ stored: 900, duplicate: 100 });
    expect([count('transact Records'), count('query Records'), count('get')]).toEqual([20, 10, 0]);
  });

  it('ask for the hour and the switches once a minute', async () => {
    for (const part of [thousand.slice(0, 500), thousand.slice(500)]) await answerOf(services, part);
    expect([count('transact Hours'), count('transact Latest'), count('query Settings')]).toEqual([1, 1, 1]);
  });
});
