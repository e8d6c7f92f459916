import { describe, expect, it } from 'vitest';
import { noteLooked } from '../../shared/arrivals/looked.ts';
import { createServices } from '../../shared/services.ts';
import { readStatus } from '../../shared/status/read-status.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { type Entity, StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';

const now = new Date('2026-05-05T12:00:00.000Z');
const memory = () => sqliteTables({ path: ':memory:' });
const servicesOn = (store: TableStore, env = {}) => createServices({ env, store, clock: () => now });

describe('storage that does not answer', () => {
  const cannotSay = {
    answer: 'Cannot say – storage does not answer',
    ...{ state: 'failing', storage: 'unavailable', checkedAt: now.toISOString(), newest: null, roads: [], items: [] },
  };

  it('is said within two seconds, never taken for nothing', async () => {
    const store = { ...memory(), query: () => new Promise<never>(() => {}) };
    const started = performance.now();
    expect(await readStatus(await servicesOn(store))).toEqual(cannotSay);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('is said when it fails, in whichever table', async () => {
    const store = memory();
    for (const broken of ['Latest', 'Settings']) {
      const query: TableStore['query'] = async (table, query) => {
        if (table === broken) throw new StorageUnavailable('away');
        return store.query(table, query);
      };
      expect(await readStatus(await servicesOn({ ...store, query }))).toEqual(cannotSay);
    }
  });

  it('is said when it stops half-way', async () => {
    const store = memory();
    const query: TableStore['query'] = async (table, query) =>
      query.continuation ? new Promise(() => {}) : { ...(await store.query(table, query)), continuation: 'more' };
    expect(await readStatus(await servicesOn({ ...store, query }))).toEqual(cannotSay);
  });

  it('is not the word for a mistake of ours', async () => {
    const store = { ...memory(), query: () => Promise.reject(new TypeError('wrong')) };
    await expect(readStatus(await servicesOn(store))).rejects.toThrow(TypeError);
  });
});

describe('the status', () => {
  it('of ten thousand rows costs a query a thousand and little time', async () => {
    const store = memory();
    await store.createTable('Latest');
    for (let start = 0; start < 10_000; start += 100) {
      const operations = Array.from(
        { length: 100 },
        (_, index) => ({ kind: 'insert', entity: rowOf(start + index) }) as const,
      );
      await store.transact('Latest', operations);
    }
    let queries = 0;
    const query: TableStore['query'] = (...args) => {
      queries += 1;
      return store.query(...args);
    };
    const services = await servicesOn({ ...store, query });
    const started = performance.now();
    const status = await readStatus(services);
    expect(performance.now() - started).toBeLessThan(1000);
    expect(status.items).toHaveLength(10_000);
    expect(queries).toBeLessThanOrEqual(12);
  });

  it('has the roads that the settings name, before anything came by them', async () => {
    const guid = '6f1c2a34-0b7e-4d58-9a21-c3d4e5f60718';
    const env = {
      ARCHIVE_STORAGE: 'UseDevelopmentStorage=true',
      EVENT_HUB_CONNECTION: 'Endpoint=sb://hub.example/;SharedAccessKeyName=a;SharedAccessKey=b',
      LOG_ANALYTICS_WORKSPACE_ID: guid,
    };
    const services = await createServices({
      ...{ env, store: memory(), clock: () => now },
      credentialFor: async () => ({ getToken: async () => null }),
    });
    expect((await readStatus(services)).roads.map(({ source, state }) => [source, state])).toEqual([
      ['archive', 'never'],
      ['event-hub', 'never'],
      ['log-analytics', 'never'],
    ]);
  });

  it('has the roads that were met, known or not, and forgets the failures of those that are set up no more', async () => {
    const services = await servicesOn(memory());
    await noteLooked(services, { source: 'pigeon' }, now);
    await noteLooked(services, { source: 'archive' }, now, { class: 'refused', words: 'No.' });
    const { roads, state } = await readStatus(services);
    expect(roads.map(({ source }) => source)).toEqual(['archive', 'pigeon']);
    expect(roads[0]).toMatchObject({ state: 'never', lastError: { class: 'refused' } });
    expect(state).toBe('never');
  });

  it('takes how long silence may last and the time zone from the settings', async () => {
    const store = memory();
    await store.createTable('Latest');
    const at = '2026-05-05T09:59:00.000Z';
    await store.transact('Latest', [{ kind: 'insert', entity: { ...rowOf(1), at } }]);
    expect((await readStatus(await servicesOn(store))).state).toBe('ok');
    const strict = await servicesOn(store, { SILENCE_HOURS: '2', TIME_ZONE: 'Asia/Tokyo' });
    expect(await readStatus(strict)).toMatchObject({
      state: 'failing',
      answer: 'No – nothing since 18:59 (2 hours): no road reports a failure',
    });
  });
});

function rowOf(index: number): Entity {
  const slug = ['sms', 'chat', 'rooms', 'auth'][index % 4] ?? '';
  const facts = { slug, resource: `/acs/${index}`, source: 'push', at: now.toISOString(), v: 1 };
  return { partitionKey: 'latest', rowKey: `${slug}-${String(index).padStart(32, '0')}-push`, ...facts };
}
