import { expect, it } from 'vitest';
import { readCheckpoint } from '../../../shared/sources/archive/checkpoints.ts';
import { readBlob } from '../../../shared/sources/archive/read-blob.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../../../shared/storage/table-store.ts';
import { faultyStore } from '../../crash/faulty-store.ts';
import { openServices } from '../../ingest/delivering.ts';
import { noon, sms } from '../../ingest/events.ts';
import { container, fakeAccount } from './fake-account.ts';
import { contentsOf, endless, poll } from './polling.ts';

const name = 'resourceId=/A/y=2026/m=03/d=04/h=12/m=00/PT1H.json';
const lastMinute = Date.parse('2026-03-04T12:59:00Z');
const nextHour = Date.parse('2026-03-04T13:01:00Z');
const env = { RETENTION_DAYS: '30' };
const poison = "{'time': broken";
const expired = `${JSON.stringify(sms('old', { time: '2021-01-01T00:00:00Z' }))}\n`;

/** Reads with the services of a process of its own; what storage refuses ends that process. */
async function readAt(time: number, store: TableStore, account: ReturnType<typeof fakeAccount>): Promise<void> {
  const services = await openServices({ store, env, clock: () => new Date(time) });
  await poll(services, account, name).catch((error: unknown) => {
    if (!(error instanceof StorageUnavailable)) throw error;
  });
}

it.each([
  ['a line that cannot be read', `${poison}\n`, 'NOLOG_INVALID'],
  ['a record past the retention', expired, 'NOLOG_EXPIRED'],
])(
  '%s is one outcome, wherever the process ends and though the rerun falls into a later hour',
  async (_, line, code) => {
    const known = `${JSON.stringify(sms('known'))}\n`;
    for (const isFirst of [true, false]) {
      let calls = 1;
      for (let at = 0; at < calls; at += 1) {
        const store = sqliteTables({ path: ':memory:' });
        const account = fakeAccount(Date.parse(noon));
        account.append(name, known);
        if (!isFirst) await readAt(Date.parse(noon), store, account);
        account.append(name, `${line}${JSON.stringify(sms('after'))}\n`);
        const faulty = faultyStore(store, at, 'is the last one before the process ends');
        await readAt(lastMinute, faulty.store, account);
        calls = Math.max(calls, faulty.calls.length + (faulty.calls.length > at ? 1 : 0));
        // Between the two processes the blob grows.
        account.append(name, `${JSON.stringify(sms('late'))}\n`);
        await readAt(nextHour, store, account);
        const { records, kept } = await contentsOf(store);
        expect([records.length, kept.map((one) => one.code)], `the process ended at call ${at}`).toEqual([3, [code]]);
        const checkpoint = await readCheckpoint(store, account.listed(name));
        expect(checkpoint).toMatchObject({ left: 0, rejectedAt: 0, expired: code === 'NOLOG_EXPIRED' ? 1 : 0 });
        await store.close();
      }
      expect(calls, 'calls that can be the last').toBeGreaterThan(5);
    }
  },
);

it.each([
  ['a line that cannot be read', `${poison}\n`],
  ['a record past the retention', expired],
])('%s is kept by the one reader that wins, though the other one read it an hour before', async (_, line) => {
  const store = sqliteTables({ path: ':memory:' });
  const account = fakeAccount(Date.parse(noon));
  account.append(name, line);
  const blob = account.listed(name);
  await readAt(nextHour, store, account);
  const slow = await openServices({ store, env, clock: () => new Date(lastMinute) });
  expect((await readBlob(slow, account, blob, undefined, endless)).state).toBe('lost');
  expect((await contentsOf(store)).kept).toHaveLength(1);
});

it('a second bad line that comes hours later is kept under the hour in which it came', async () => {
  const store = sqliteTables({ path: ':memory:' });
  const account = fakeAccount(Date.parse(noon));
  account.append(name, `${poison} 1\n`);
  await readAt(lastMinute, store, account);
  account.append(name, `${poison} 2\n`);
  await readAt(nextHour, store, account);
  const { entities } = await store.query('Outcomes20260304', { partition: 'NOLOG_INVALID' });
  expect(entities.map(({ arrived, place }) => [arrived, place])).toEqual([
    [new Date(nextHour).toISOString(), `${container}/${name}@${poison.length + 3}`],
    [new Date(lastMinute).toISOString(), `${container}/${name}@0`],
  ]);
});
