/** What becomes of requests to Azure tables when the service throttles, loses answers, or gives less than was asked. */

import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { azureTables } from '../../shared/storage/azure-tables.ts';
import type { RetryPolicy } from '../../shared/storage/retry.ts';
import { StorageLimit, StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { azurite, connectionStringFor } from './azurite.ts';
import { freshName, inserts, keysOf, row } from './contract.ts';
import { ownPrefix } from './drivers.ts';
import { type Fault, type FaultProxy, startFaultProxy } from './fault-proxy.ts';

const prefix = ownPrefix();
let proxy: FaultProxy;
let store: TableStore;

beforeAll(async () => {
  proxy = await startFaultProxy((await azurite()).connectionString);
  store = storeWith({});
});
afterEach(() => proxy.script(() => undefined));
afterAll(async () => {
  await store.close();
  await proxy.close();
});

function storeWith(retry: Partial<RetryPolicy>, requestTimeLimit = 5_000, connectionString = proxy.connectionString) {
  const quick = { attempts: 4, firstDelay: 1, longestDelay: 5, total: 10_000 };
  return azureTables({ connectionString, tablePrefix: prefix, requestTimeLimit, retry: { ...quick, ...retry } });
}

async function newTable(): Promise<string> {
  const table = freshName();
  await store.createTable(table);
  return table;
}

const busy = (status: number, retryAfter?: number | string): Fault => ({
  fault: 'answer',
  status,
  ...(retryAfter === undefined ? {} : { retryAfter }),
});

test.each<[string, Fault]>([
  ['429 with Retry-After', busy(429, 0)],
  ['429 without Retry-After', busy(429)],
  ['503', busy(503)],
  ['500', busy(500)],
  ['408', busy(408)],
  ['a lost request', { fault: 'lose-request' }],
])('asks again after %s', async (_, fault) => {
  const table = await newTable();
  const before = proxy.count('transaction');
  proxy.next('transaction', fault, fault, fault);
  expect(await store.transact(table, inserts(row('p', 'r')))).toMatchObject({ outcome: 'done' });
  expect(proxy.count('transaction', prefix + table)).toBe(4);
  expect(proxy.count('transaction') - before).toBe(4);
  proxy.next('get', fault);
  expect(await store.get(table, 'p', 'r')).toMatchObject({ rowKey: 'r' });
  proxy.next('query', fault);
  expect(await keysOf(store, table, { partition: 'p' })).toEqual(['p/r']);
  proxy.next('table', fault);
  expect(await store.createTable(table)).toBe('exists');
});

test('gives up after its attempts, and says what the service said', async () => {
  const table = await newTable();
  const before = proxy.seen.length;
  proxy.script(() => busy(503, 0));
  const error = await rejectionOf(store.transact(table, inserts(row('p', 'r'))));
  expect(error).toMatchObject({
    name: 'StorageUnavailable',
    retryAfter: 0,
    message: expect.stringContaining('HTTP 503'),
  });
  expect(error.cause).toBeInstanceOf(Error);
  expect(proxy.seen.length - before).toBe(4);
  for (const ask of requestsTo(store, table)) expect(await rejectionOf(ask())).toBeInstanceOf(StorageUnavailable);
});

test('an error shows nothing of the rows or the signature of its request', async () => {
  const table = await newTable();
  proxy.next('transaction', ...Array.from({ length: 4 }, (): Fault => ({ fault: 'lose-request' })));
  const error = await rejectionOf(store.transact(table, inserts(row('p', 'r', { Text: 'planted' }))));
  expect(error).toBeInstanceOf(StorageUnavailable);
  expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/planted|SharedKey/);
});

test('waits as long as the service wishes', async () => {
  const table = await newTable();
  proxy.next('get', busy(429, 1));
  const started = performance.now();
  expect(await store.get(table, 'p', 'r')).toBeUndefined();
  expect(performance.now() - started).toBeGreaterThan(990);
});

test('does not wait when the wish passes the total, and hands the wish on', async () => {
  const table = await newTable();
  const before = proxy.seen.length;
  proxy.script(() => busy(503, 30));
  expect(await rejectionOf(store.get(table, 'p', 'r'))).toMatchObject({ name: 'StorageUnavailable', retryAfter: 30 });
  proxy.script(() => busy(429, new Date(Date.now() + 60_000).toUTCString()));
  const error = (await rejectionOf(store.get(table, 'p', 'r'))) as StorageUnavailable;
  expect(error.retryAfter).toBeGreaterThan(50);
  expect(proxy.seen.length - before).toBe(2);
});

test('a lost answer is asked again, and the retry meets its own write', async () => {
  const table = await newTable();
  const lost: Fault = { fault: 'lose-answer' };
  proxy.next('transaction', lost);
  expect(await store.transact(table, inserts(row('p', 'a'), row('p', 'b')))).toEqual({ outcome: 'exists', index: 0 });
  const [a, b] = (await store.query(table, {})).entities;
  proxy.next('transaction', lost);
  const replace = { kind: 'replace', entity: row('p', 'a', { N: 1 }), etag: a?.etag ?? '' } as const;
  expect(await store.transact(table, [replace])).toEqual({ outcome: 'changed', index: 0 });
  expect(await store.get(table, 'p', 'a')).toMatchObject({ N: 1 });
  proxy.next('transaction', lost);
  const remove = { kind: 'delete', partitionKey: 'p', rowKey: 'b', etag: b?.etag ?? '' } as const;
  expect(await store.transact(table, [remove])).toEqual({ outcome: 'missing', index: 0 });
  proxy.next('transaction', lost);
  expect(await store.transact(table, [{ kind: 'upsert', entity: row('p', 'c') }])).toMatchObject({ outcome: 'done' });
  const late = freshName();
  proxy.next('table', lost);
  expect(await store.createTable(late)).toBe('exists');
  proxy.next('table', lost);
  await store.dropTable(late);
  expect(await store.listTables(late)).toEqual([]);
});

test('a slow answer is given up and asked for again', async () => {
  const table = await newTable();
  await store.transact(table, inserts(row('p', 'r')));
  const hasty = storeWith({}, 150);
  proxy.next('get', { fault: 'delay', ms: 4_000 });
  const started = performance.now();
  expect(await hasty.get(table, 'p', 'r')).toMatchObject({ rowKey: 'r' });
  expect(performance.now() - started).toBeLessThan(3_500);
  proxy.script(() => ({ fault: 'delay', ms: 1_000 }));
  const bounded = storeWith({ attempts: 100, total: 400 }, 150);
  expect(await rejectionOf(bounded.get(table, 'p', 'r'))).toBeInstanceOf(StorageUnavailable);
});

test('everyRow follows short and empty pages', async () => {
  const table = await newTable();
  const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => row('p', key));
  await store.transact(table, inserts(...rows));
  const page = (count: number): Fault => ({ fault: 'short-page', rows: count });
  proxy.next('query', page(0), page(1), page(2), page(0), page(0), page(3));
  expect(await keysOf(store, table, { partition: 'p' })).toEqual(rows.map(({ rowKey }) => `p/${rowKey}`));
  expect(proxy.count('query', prefix + table)).toBe(7);
  proxy.next('query', page(0));
  const first = await store.query(table, {});
  expect(first).toEqual({ entities: [], continuation: expect.any(String) });
});

test('a table that is being dropped is a value to writers and holds nothing for readers', async () => {
  const table = await newTable();
  await store.transact(table, inserts(row('p', 'r')));
  proxy.script(() => ({ fault: 'answer', status: 409, code: 'TableBeingDeleted' }));
  expect(await store.transact(table, inserts(row('p', 's')))).toEqual({ outcome: 'being-dropped' });
  expect(await store.createTable(table)).toBe('being-dropped');
  expect(await store.get(table, 'p', 'r')).toBeUndefined();
  expect(await store.query(table, {})).toEqual({ entities: [] });
  await expect(store.dropTable(table)).resolves.toBeUndefined();
});

test.each([
  ['a refused connection', () => connectionStringFor('http://127.0.0.1:9/devstoreaccount1')],
  ['another account', () => proxy.connectionString.replace(/AccountKey=[^;]+/, 'AccountKey=b3RoZXI=')],
])('%s is unavailability, never absence', async (_, connectionString) => {
  const table = await newTable();
  const other = storeWith({}, 5_000, connectionString());
  for (const ask of requestsTo(other, table)) expect(await rejectionOf(ask())).toBeInstanceOf(StorageUnavailable);
});

test('a 404 that names no absent row or table is unavailability', async () => {
  const table = await newTable();
  proxy.script(() => ({ fault: 'answer', status: 404, code: 'AccountIsElsewhere' }));
  expect(await rejectionOf(store.get(table, 'p', 'r'))).toBeInstanceOf(StorageUnavailable);
  expect(await rejectionOf(store.query(table, {}))).toBeInstanceOf(StorageUnavailable);
});

test('what the service calls a wrong request is a broken limit, and is not asked again', async () => {
  const table = await newTable();
  const before = proxy.seen.length;
  proxy.script(() => ({ fault: 'answer', status: 400, code: 'InvalidInput' }));
  expect(await rejectionOf(store.query(table, {}))).toBeInstanceOf(StorageLimit);
  expect(proxy.seen.length - before).toBe(1);
});

test('a closed store asks nothing', async () => {
  const closing = storeWith({});
  await closing.close();
  const before = proxy.seen.length;
  expect(await rejectionOf(closing.get('Rows', 'p', 'r'))).toBeInstanceOf(StorageUnavailable);
  expect(proxy.seen.length).toBe(before);
});

/** One of each kind. */
function requestsTo(of: TableStore, table: string): (() => Promise<unknown>)[] {
  return [
    () => of.transact(table, inserts(row('p', 'r'))),
    () => of.get(table, 'p', 'r'),
    () => of.query(table, {}),
    () => of.createTable(table),
    () => of.listTables(''),
    () => of.dropTable(table),
  ];
}

async function rejectionOf(request: Promise<unknown>): Promise<Error> {
  return request.then(
    (value) => expect.fail(`answered ${JSON.stringify(value)}`),
    (error: Error) => error,
  );
}
