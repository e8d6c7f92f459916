import { expect, it } from 'vitest';
import { readLatest } from '../../shared/arrivals/latest.ts';
import { noteRejected } from '../../shared/arrivals/rejected.ts';
import { createServices } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { answerOf, openServices } from '../ingest/delivering.ts';
import { noon, sms } from '../ingest/events.ts';

const at = (seconds: number) => new Date(Date.parse(noon) + seconds * 1000);

it('rejected records are noted for their road, at most once a minute', async () => {
  const inner = sqliteTables({ path: ':memory:' });
  let writes = 0;
  const transact: TableStore['transact'] = (...args) => {
    writes += 1;
    return inner.transact(...args);
  };
  const services = await createServices({ env: {}, store: { ...inner, transact } });
  await noteRejected(services, 'push', at(0));
  const first = writes;
  await noteRejected(services, 'push', at(59));
  expect(writes).toBe(first);
  await noteRejected(services, 'event-hub', at(59));
  await noteRejected(services, 'push', at(60));
  expect(writes).toBe(first + 2);
  const { looks } = await readLatest(services);
  expect(looks.map(({ source, ended, at: time }) => [source, ended, time])).toEqual([
    ['event-hub', 'rejected', at(59).toISOString()],
    ['push', 'rejected', at(60).toISOString()],
  ]);
});

it('a delivery notes its road when something of it is rejected, and only then', async () => {
  const services = await openServices();
  await answerOf(services, [sms('m-1')]);
  expect((await readLatest(services)).looks).toEqual([]);
  await answerOf(services, [sms('m-2'), { category: 'SMSOperational', time: 'then' }]);
  expect((await readLatest(services)).looks).toMatchObject([
    { source: 'push', ended: 'rejected', class: 'malformed', at: noon, since: noon },
  ]);
});
