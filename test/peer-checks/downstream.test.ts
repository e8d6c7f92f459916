import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { azureTables } from '../../shared/storage/azure-tables.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { memoryServices } from '../functions/app.ts';
import { handOver, hubRegistration } from '../functions/event-hub.ts';
import { postDelivery } from '../http/post-delivery.ts';
import { sms } from '../ingest/events.ts';
import { connectionStringFor } from '../storage/azurite.ts';

const attempts = 4;
const quick = { attempts, firstDelay: 1, longestDelay: 2, total: 5_000 };
const env = { HASH_KEY: 'a key that only tests have' };
const records = Array.from({ length: 1000 }, (_, index) => sms(`m-${index}`));
const eventOf = (record: unknown) => Buffer.from(JSON.stringify(record));

/** A storage account that answers every request with this status. */
async function refusingAccount(status: number) {
  const counted = { requests: 0 };
  const server = createServer((request, response) => {
    counted.requests += 1;
    request.resume();
    response.writeHead(status, { 'retry-after': '0', 'content-type': 'application/json' });
    response.end('{"odata.error":{"code":"ServerBusy","message":{"lang":"en-US","value":"busy"}}}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connectionString = connectionStringFor(`http://127.0.0.1:${port}/devstoreaccount1`);
  const store = azureTables({ connectionString, retry: quick });
  return {
    ...{ counted, store },
    async [Symbol.asyncDispose]() {
      await store.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

beforeAll(async () => {
  await hubRegistration();
});

describe.each([429, 500, 503])('check 10: storage that answers %d to everything', (status) => {
  it('is asked a bounded number of times for a batch of the hub, then the runtime sees the failure', async () => {
    await using account = await refusingAccount(status);
    const services = await memoryServices({ env, store: account.store });
    await expect(handOver(services, records.map(eventOf))).rejects.toThrow(
      'ingest-event-hub failed (storage-unavailable)',
    );
    // Once, and once more while half of the time remains.
    expect(account.counted.requests).toBe(2 * attempts);
    expect(services.lines).toMatchObject([{ level: 'error', counts: { stored: 0 } }]);
  });

  it('is asked a bounded number of times for a pushed delivery, then the sender sees 503', async () => {
    await using account = await refusingAccount(status);
    const services = await memoryServices({ env, store: account.store });
    const answer = await postDelivery(services, JSON.stringify({ records }));
    expect(answer).toMatchObject({ status: 503, json: { code: 'storage-unavailable', stored: 0 } });
    expect(account.counted.requests).toBe(2 * attempts);
  });
});

describe('check 10: storage that can be read and takes no rows', () => {
  /** How often it is asked to take rows for so many events. */
  async function askedFor(events: number): Promise<number> {
    let asked = 0;
    const transact: TableStore['transact'] = async () => {
      asked += 1;
      throw new StorageUnavailable('busy');
    };
    const services = await memoryServices({ env, store: { ...sqliteTables({ path: ':memory:' }), transact } });
    await expect(handOver(services, records.slice(0, events).map(eventOf))).rejects.toThrow('storage-unavailable');
    return asked;
  }

  it('is asked a few times, and no oftener for a thousand events than for a hundred', async () => {
    const few = await askedFor(100);
    expect(few).toBeGreaterThan(0);
    expect(few).toBeLessThanOrEqual(40);
    expect(await askedFor(1000)).toBeLessThanOrEqual(few);
  });
});
