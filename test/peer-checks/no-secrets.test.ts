import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { InvocationContext } from '@azure/functions';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApiKey } from '../../shared/access/api-keys.ts';
import { createServices, provideServices, type Services } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { everyRow, StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { registeredFunctions } from '../functions/app.ts';
import { handOver, hubRegistration, hubSettings } from '../functions/event-hub.ts';
import { keepOutput, type WrittenOutput } from '../http/written-output.ts';
import { sms } from '../ingest/events.ts';

/** Stands for keys, tokens and values of records, alone and as keys are written. */
const mark = 'MARK5e1b';
const key = Buffer.from(`${mark}-the-key-of-an-account-that-nobody-has`).toString('base64');
const apiKey = createApiKey(mark, ['Administrator']);
const secrets = [mark, key, apiKey.key, apiKey.line];

/** The archive's service: refuses, and repeats what it was given as real ones do. */
const archive = createServer((request, response) => {
  response.writeHead(403, { 'content-type': 'application/xml', 'x-ms-error-code': 'AuthenticationFailed' });
  const given = `${request.headers.authorization} ${key} ${mark}`;
  response.end(`<?xml version="1.0"?><Error><Code>AuthenticationFailed</Code><Message>${given}</Message></Error>`);
});

let env: Readonly<Record<string, string>>;
let written: WrittenOutput;
let timers: readonly string[];

beforeAll(async () => {
  archive.listen(0, '127.0.0.1');
  await once(archive, 'listening');
  const { port } = archive.address() as AddressInfo;
  env = {
    AzureWebJobsStorage: `AccountName=own;AccountKey=${key}`,
    ARCHIVE_STORAGE: `AccountName=archive;AccountKey=${key};BlobEndpoint=http://127.0.0.1:${port}/archive`,
    EVENT_HUB_CONNECTION: `Endpoint=sb://hub.example/;SharedAccessKeyName=${mark};SharedAccessKey=${key}`,
    LOG_ANALYTICS_WORKSPACE_ID: '6f1c2a34-0b7e-4d58-9a21-c3d4e5f60718',
    LOG_ANALYTICS_CLIENT_ID: '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d',
    ...{ HASH_KEY: `${mark}${mark}${mark}`, API_KEYS: apiKey.line },
  };
  await hubRegistration({ ...hubSettings, ...env });
  const isTimer = (bindings: object) => Object.values(bindings).some(({ type }) => type === 'timerTrigger');
  timers = [...(await registeredFunctions())].filter(([, { bindings }]) => isTimer(bindings)).map(([name]) => name);
});
afterAll(() => {
  archive.closeAllConnections();
  archive.close();
});
beforeEach(() => {
  written = keepOutput();
});
afterEach(() => written.restore());

const broken = (error: () => Error) => (): TableStore => {
  const fail = () => Promise.reject(error());
  return { ...sqliteTables({ path: ':memory:' }), query: fail, get: fail, transact: fail, createTable: fail };
};
const stores: readonly [string, () => TableStore][] = [
  ['works', () => sqliteTables({ path: ':memory:' })],
  ['is away', broken(() => new StorageUnavailable(`Table ${mark}`, { cause: new Error(`AccountKey=${key}`) }))],
  ['fails otherwise', broken(() => new SyntaxError(`Unexpected ${mark}\n    at ${key}:1:2`, { cause: key }))],
];

/** Log lines go to the console, as on Azure; it is five in the morning, when the nightly run is due. */
function open(store: TableStore, settings = env): Promise<Services> {
  const getToken = () => Promise.reject(new Error(`no token for ${mark}: ${key}`));
  const clock = () => new Date('2026-03-05T05:00:00.000Z');
  return createServices({ env: settings, store, clock, credentialFor: async () => ({ getToken }) });
}

/** Runs every timer in turn, and hands events over; what is thrown, as a host that writes all of it down would. */
async function runAll(services: Services): Promise<string[]> {
  provideServices(services);
  const functions = await registeredFunctions();
  const thrown: string[] = [];
  const keep = (error: unknown) => void thrown.push(inspect(error, { depth: 9, showHidden: true }));
  for (const name of [...timers, ...timers]) {
    const callback = functions.get(name)?.callback as unknown as (timer: object, context: object) => Promise<void>;
    await callback({ isPastDue: false }, new InvocationContext({ invocationId: 'i-1', functionName: name })).catch(
      keep,
    );
  }
  // As texts, which whoever writes them down would show.
  const events = [sms(mark), { ...sms(mark), time: mark }, mark, `[${key}`].map((one) => JSON.stringify(one));
  await handOver(services, events, { partitionContext: { partitionId: mark } }).catch(keep);
  return thrown;
}

function expectClean(texts: readonly string[]): void {
  written.restore();
  for (const secret of secrets) expect(texts.filter((text) => text.includes(secret))).toEqual([]);
}

describe('check 13: no secret is in any line at any level', () => {
  it('is asked of every timer and of the event hub', () => {
    written.restore();
    expect(timers.toSorted()).toEqual(['gather', 'nightly', 'purge', 'read-archive', 'work']);
  });

  it.each(stores)('while the store %s, the archive refuses and there is no token', async (how, store) => {
    const thrown = await runAll(await open(store()));
    const lines = written.logLines().length;
    expectClean([...written.texts, ...thrown]);
    expect(lines).toBeGreaterThan(2 * timers.length);
    expect(thrown.length).toBe(how === 'works' ? 0 : 2 * timers.length + 1);
  });

  it('while settings are wrong', async () => {
    const wrong = Object.fromEntries(Object.keys(env).map((name) => [name, `${mark} ${key}`]));
    const thrown = await runAll(await open(sqliteTables({ path: ':memory:' }), wrong));
    expectClean([...written.texts, ...thrown]);
    expect(thrown).toEqual([expect.stringContaining('ingest-event-hub failed (settings-invalid)')]);
  });

  it('nor in what runs and roads say of their failures', async () => {
    const store = sqliteTables({ path: ':memory:' });
    await runAll(await open(store));
    const rows: string[] = [];
    for (const table of ['Runs', 'Latest', 'Settings']) {
      for await (const row of everyRow(store, table, {})) rows.push(`${table} ${JSON.stringify(row)}`);
    }
    expectClean(rows);
    expect(rows.filter((row) => row.includes('"refused"')).length).toBeGreaterThan(0);
  });
});
