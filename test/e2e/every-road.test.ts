/** One set of records by every road, interleaved and repeated: each is one row, and its roads are known. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Host, startHost } from '../../local/host.ts';
import { createServices, localAdministrator, provideServices, type Services } from '../../shared/services.ts';
import { eventHubFunction } from '../../shared/sources/event-hub/event-hub-function.ts';
import { type QueryApi, queryApi, type Row } from '../sources/query-api.ts';
import { ownAccount } from '../storage/azurite.ts';
import { drivers } from '../storage/drivers.ts';
import { ask, commlogCommand, type Item, type Page, push, temporaryFolder } from './commlog.ts';
import { categoryOf, correlationOf, type Event, events, kindNames, rowOf } from './events.ts';

const roads = ['push', 'import', 'archive', 'event-hub', 'log-analytics'] as const;
type Road = (typeof roads)[number];

const workspaceId = '3f2b8c14-0d57-4e8a-9b60-7c1d2e3f4a5b';
const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(drivers)('on $name', ({ name, open }) => {
  let host: Host;
  let services: Services;
  let api: QueryApi;
  let archive: BlobServiceClient;
  const tables: Record<string, Row[]> = {};

  beforeAll(async () => {
    const { connectionString } = await ownAccount();
    archive = BlobServiceClient.fromConnectionString(connectionString);
    api = await queryApi({ tables });
    services = await createServices({
      env: { LOG_ANALYTICS_WORKSPACE_ID: workspaceId },
      store: await open(),
      ownStorage: connectionString,
      workspaceHttp: api.http,
      credentialFor: async () => ({
        getToken: async () => ({ token: 'made-up', expiresOnTimestamp: Date.now() + 3_600_000 }),
      }),
      localPrincipal: localAdministrator,
      log: () => {},
      // Runs are taken on by the timers of this test.
      background: () => {},
    });
    provideServices(services);
    host = await startHost({
      port: 0,
      log: () => {},
      runTimers: false,
      load: () => import('../../functions/index.ts'),
    });
  });
  afterAll(async () => {
    await host.close();
    await api[Symbol.asyncDispose]();
    await services.store.close();
  });

  /** Runs a timer by hand and waits until it has ended. */
  async function tick(timer: string) {
    const before = new Date().toISOString();
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
      await eventHubFunction('ingest-event-hub')(messages, { invocationId: 'hub', triggerMetadata });
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
