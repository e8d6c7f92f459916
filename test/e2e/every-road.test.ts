/** One set of records by every road, interleaved and repeated: each is one row, and its roads are known. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { InvocationContext } from '@azure/functions';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Host, startHost } from '../../local/host.ts';
import {
  createServices,
  localAdministrator,
  provideServices,
  type Services,
  type ServicesOptions,
} from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { hubSettings } from '../functions/event-hub.ts';
import { rowsSaying } from '../purge/purging.ts';
import { type QueryApi, queryApi, type Row } from '../sources/query-api.ts';
import { ownAccount } from '../storage/azurite.ts';
import { builtApp } from './built-app.ts';
import { ask, commlogCommand, type Item, type Page, push, temporaryFolder } from './commlog.ts';
import { categoryOf, correlationOf, type Event, events, kindNames, recipients, rowOf, users } from './events.ts';
import { loadBuilt } from './load-built.ts';

const roads = ['push', 'import', 'archive', 'event-hub', 'log-analytics'] as const;
type Road = (typeof roads)[number];

const workspaceId = '3f2b8c14-0d57-4e8a-9b60-7c1d2e3f4a5b';
const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Loads the app, the sources or the bundle, with services on a store; the archive is in the account. */
const apps = [
  {
    name: 'SQLite',
    async load(options: ServicesOptions, ownStorage: string) {
      const store = sqliteTables({ path: ':memory:' });
      const services = await createServices({ ...options, store, ownStorage });
      provideServices(services);
      await import('../../functions/index.ts');
      return services;
    },
  },
  {
    name: 'Azure tables, from the bundle',
    load: async ({ env, ...options }: ServicesOptions, AzureWebJobsStorage: string) =>
      loadBuilt(await builtApp(), { ...options, env: { ...env, AzureWebJobsStorage } }),
  },
] as const;

describe.each(apps)('on $name', ({ name, load }) => {
  let host: Host;
  let services: Services;
  let api: QueryApi;
  let archive: BlobServiceClient;
  /** How far the clock is ahead, in ms. */
  let ahead = 0;
  const tables: Record<string, Row[]> = {};

  beforeAll(async () => {
    const { connectionString } = await ownAccount();
    archive = BlobServiceClient.fromConnectionString(connectionString);
    api = await queryApi({ tables });
    const options: ServicesOptions = {
      env: { LOG_ANALYTICS_WORKSPACE_ID: workspaceId },
      workspaceHttp: api.http,
      credentialFor: async () => ({
        getToken: async () => ({ token: 'made-up', expiresOnTimestamp: Date.now() + 3_600_000 }),
      }),
      localPrincipal: localAdministrator,
      clock: () => new Date(Date.now() + ahead),
      log: () => {},
      // Runs are taken on by the timers of this test.
      background: () => {},
    };
    // The function of the hub is registered where the environment names one.
    for (const [setting, value] of Object.entries(hubSettings)) vi.stubEnv(setting, value);
    host = await startHost({
      port: 0,
      log: () => {},
      runTimers: false,
      load: async () => {
        services = await load(options, connectionString);
      },
    });
    vi.unstubAllEnvs();
  });
  afterAll(async () => {
    await host.close();
    await api[Symbol.asyncDispose]();
    await services.store.close();
  });

  /** Runs a timer by hand and waits until it has ended. */
  async function tick(timer: string) {
    const before = new Date(Date.now() + ahead).toISOString();
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect((await fetch(`${host.url}/admin/functions/${timer}`, init)).status).toBe(202);
    for (const end = Date.now() + 60_000; Date.now() < end; await pause(50)) {
      const [last] = (await ask<Page>(host, `/api/runs?kind=${timer}&limit=1`)).items;
      if (last && last.started >= before && last.ended) return;
    }
    throw new Error(`${timer} did not end.`);
  }

  /** Lets `work` run until no run of a long kind is under way. */
  async function work(kind: string) {
    for (let times = 0; times < 10; times += 1) {
      await tick('work');
      const { items } = await ask<Page>(host, `/api/runs?kind=${kind}`);
      if (items.every(({ ended }) => ended)) return expect(items.filter(({ state }) => state === 'failed')).toEqual([]);
    }
    throw new Error(`${kind} did not end.`);
  }

  const send: Record<Road, (some: readonly Event[]) => Promise<unknown>> = {
    push: (some) =>
      push(
        host,
        some.map(({ delivered }) => delivered),
      ),
    async import(some) {
      const path = join(folder, `${name}-${Math.random()}`);
      mkdirSync(path);
      writeFileSync(join(path, 'PT1H.json'), some.map(({ delivered }) => JSON.stringify(delivered)).join('\r\n'));
      expect(await commlogCommand(host, 'import', path)).toMatchObject({ status: 0 });
    },
    async archive(some) {
      for (const [kind, ofKind] of Map.groupBy(some, (event) => event.kind)) {
        const container = archive.getContainerClient(`insights-logs-${categoryOf(kind).toLowerCase()}`);
        await container.createIfNotExists();
        for (const [hour, lines] of Map.groupBy(ofKind, (event) => event.hour)) await append(container, hour, lines);
      }
      await tick('read-archive');
      await work('archive-history');
    },
    async 'event-hub'(some) {
      const records = (part: readonly Event[]) =>
        Buffer.from(JSON.stringify({ records: part.map(({ delivered }) => delivered) }));
      const messages = [records(some.slice(0, 5)), records(some.slice(5))];
      const triggerMetadata = {
        sequenceNumberArray: [7, 8],
        offsetArray: ['4096', '8192'],
        partitionContext: { partitionId: '3' },
      };
      const hub = host.functions().find((one) => one.name === 'ingest-event-hub');
      const context = new InvocationContext({ invocationId: 'hub', functionName: 'ingest-event-hub', triggerMetadata });
      await hub?.registered.callback(messages, context);
    },
    async 'log-analytics'(some) {
      for (const event of some) {
        const row = rowOf(event) as Row & { readonly Type: string };
        const rows = tables[row.Type] ?? [];
        tables[row.Type] = [...rows, row];
      }
      const body = JSON.stringify({ from: '2026-02-26', until: '2026-02-28' });
      await ask(host, '/api/backfill', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
        status: 202,
      });
      await work('backfill');
    },
  };

  test('each is found once, and by which roads its category came is said', async () => {
    // A fifth of all comes by each road first; then every road brings what two others had, and once more.
    const share = (road: number, fifths: number) => events.filter((_, n) => (n + roads.length - road) % 5 < fifths);
    for (const road of roads) await send[road](share(roads.indexOf(road), 1));
    for (const road of roads.toReversed()) await send[road](share(roads.indexOf(road), 3));
    for (const road of roads) await send[road](share(roads.indexOf(road), 3));
    const { items, total } = await ask<Page>(host, '/api/records?limit=1000&count=true');
    expect(total).toBe(events.length);
    expect(items.map((item) => item.CorrelationId).sort()).toEqual(events.map(correlationOf).sort());
    for (const event of events.filter((_, n) => n % 9 === 0)) {
      const found = await ask<Page>(host, `/api/find?value=${encodeURIComponent(correlationOf(event))}`);
      expect(found.items).toHaveLength(1);
      const whole = await ask<Item>(host, `/api/records/${encodeURIComponent(found.items[0]?.id)}`);
      expect(whole.CorrelationId).toBe(correlationOf(event));
      expect(roads).toContain(whole.source);
      if (whole.source === 'event-hub') expect(whole.origin).toMatchObject({ partitionId: '3' });
    }
    const status = await ask<Item>(host, '/api/status');
    expect(status.answer).toMatch(/^Yes – newest /);
    const seen = new Set(status.items.map((item: Item) => `${item.category} ${item.source}`));
    for (const kind of kindNames) for (const road of roads) expect(seen).toContain(`${categoryOf(kind)} ${road}`);
  });

  test('all of them by every road once more add nothing', async () => {
    for (const road of roads) await send[road](events);
    expect((await ask<Page>(host, '/api/records?limit=1&count=true')).total).toBe(events.length);
  });

  test('what was erased or purged does not come back by any road', async () => {
    const [address, identity] = [recipients[0], users[1] as string];
    const purge = async (body: object) => {
      const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      const { id } = await ask<Item>(host, '/api/purge', { ...init, status: 202 });
      await tick('work');
      // What waits until nobody can write any more goes on then.
      ahead += 300_000;
      await work('purge-by-hand');
      return ask<Item>(host, `/api/runs/${id}`);
    };
    await tick('gather');
    expect(await purge({ value: address, mode: 'delete' })).toMatchObject({ state: 'done' });
    expect(await purge({ value: identity, mode: 'redact' })).toMatchObject({ state: 'done' });
    const { items } = await ask<Page>(host, '/api/communications?kind=email&limit=1');
    expect(await purge({ id: items[0]?.id })).toMatchObject({ state: 'done' });
    expect(await purge({ before: '2026-02-26T22:20:00.000Z' })).toMatchObject({ state: 'done' });

    const count = async () => (await ask<Page>(host, '/api/records?limit=1&count=true')).total;
    const left = await count();
    expect(left).toBeLessThan(events.length);
    for (const road of roads) await send[road](events);
    expect(await count()).toBe(left);
    for (const value of [address, identity])
      expect((await ask<Page>(host, `/api/find?value=${encodeURIComponent(value)}`)).items).toEqual([]);
    for (const text of [address, identity.slice('8:acs:'.length)])
      expect(await rowsSaying(services.store, text)).toEqual([]);
    // Other people's records are what they were.
    for (const value of [recipients[1], users[0] as string])
      expect((await ask<Page>(host, `/api/find?value=${encodeURIComponent(value)}`)).items.length).toBeGreaterThan(5);
  });
});

async function append(
  container: ReturnType<BlobServiceClient['getContainerClient']>,
  hour: string,
  some: readonly Event[],
) {
  const [year, month, day, h] = hour.split(/[-T]/);
  const resourceId = String(some[0]?.delivered['resourceId']);
  const blob = container.getAppendBlobClient(
    `resourceId=${resourceId}/y=${year}/m=${month}/d=${day}/h=${h}/m=00/PT1H.json`,
  );
  await blob.createIfNotExists();
  const bytes = Buffer.from(some.map(({ delivered }) => `${JSON.stringify(delivered)}\n`).join(''));
  await blob.appendBlock(bytes, bytes.length);
}
