import { beforeEach, describe, expect, it } from 'vitest';
import type { Services } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { faultyStore } from '../crash/faulty-store.ts';
import { answerOf, deliver, dump, openServices } from './delivering.ts';
import { afterNoon, sms, usage } from './events.ts';

const expectStored = true as const;
const thousand = Array.from({ length: 1000 }, (_, index) => sms(`m-${index}`, { time: afterNoon(index * 3) }));
const large = usage('large', { brand: 'x'.repeat(400_000) });

let inner: TableStore;
let calls: readonly string[];
let services: Services;
beforeEach(async () => {
  inner = sqliteTables({ path: ':memory:' });
  const counting = faultyStore(inner);
  calls = counting.calls;
  services = await openServices({ store: counting.store });
});

const writes = () => calls.filter((call) => !/^(query|get|list) /.test(call));
const elsewhere = () => openServices({ store: inner });

describe('a delivery of which most is expected to be stored', () => {
  it('writes nothing when all is stored: one query for each hundred', async () => {
    await answerOf(await elsewhere(), [...thousand, large]);
    const before = await dump(inner);
    const answer = await answerOf(services, [...thousand, large], { expectStored });
    expect(answer).toMatchObject({ received: 1001, stored: 0, duplicate: 1001 });
    expect(answer).not.toHaveProperty('differing');
    expect(writes()).toEqual([]);
    expect(calls.filter((call) => call === 'query Records20260304sms').length).toBe(10);
    expect(await dump(inner)).toEqual(before);
  });

  it('stores what is missing as any other delivery does', async () => {
    const fifth = thousand.filter((_, index) => index % 5 !== 0);
    await answerOf(await elsewhere(), fifth);
    const answer = await answerOf(services, [...thousand, large], { expectStored });
    expect(answer).toMatchObject({ stored: 201, duplicate: 800 });
    const plain = await openServices();
    await answerOf(plain, [...thousand, large]);
    expect(await dump(inner)).toEqual(await dump(plain.store));
  });

  it('counts those that differ', async () => {
    await answerOf(await elsewhere(), thousand.slice(0, 10));
    const changed = thousand.slice(0, 10).map((one, index) => (index < 3 ? { ...one, level: 'Error' } : one));
    expect(await answerOf(services, changed, { expectStored })).toMatchObject({ duplicate: 10, differing: 3 });
    expect(writes()).toEqual([]);
  });

  it('answers duplicate for what appears between the question and the writing', async () => {
    const other = await elsewhere();
    const query: TableStore['query'] = async (table, asked) => {
      const page = await inner.query(table, asked);
      if (table.startsWith('Records')) await answerOf(other, thousand.slice(0, 5));
      return page;
    };
    const racing = await openServices({ store: { ...inner, query } });
    const answer = await answerOf(racing, thousand.slice(0, 10), { expectStored });
    expect(answer).toMatchObject({ stored: 5, duplicate: 5 });
    expect(answer.outcomes.map(({ outcome }) => outcome === 'LOG_OK')).toEqual([
      ...Array(5).fill(false),
      ...Array(5).fill(true),
    ]);
  });

  it('counts as stored what it wrote when the answer got lost', async () => {
    let lost = false;
    const transact: TableStore['transact'] = async (table, operations) => {
      const result = await inner.transact(table, operations);
      if (table.startsWith('Records') && !lost && result.outcome === 'done') {
        lost = true;
        throw new StorageUnavailable('the answer is lost');
      }
      return result;
    };
    const losing = await openServices({ store: { ...inner, transact } });
    expect(await answerOf(losing, thousand.slice(0, 10), { expectStored })).toMatchObject({ stored: 10 });
    expect(lost).toBe(true);
  });

  it('notes arrivals of what is new only', async () => {
    await answerOf(services, thousand.slice(0, 10), { expectStored });
    expect(writes()).toContain('transact Latest');
    const count = writes().length;
    await deliver(await openServices({ store: services.store }), thousand.slice(0, 10), { expectStored });
    expect(writes().length).toBe(count);
  });
});
