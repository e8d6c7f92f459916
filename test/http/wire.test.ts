/** Who is asking is read from the request itself, not from what the host makes of it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServices, provideServices } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { clientPrincipal } from '../access/client-principal.ts';
import { ask, type Served, serve } from '../local/serve.ts';

const onAzure = { WEBSITE_INSTANCE_ID: 'instance', WEBSITE_SITE_NAME: 'commlog', WEBSITE_AUTH_ENABLED: 'True' };
const operator = { 'x-ms-client-principal': clientPrincipal({ roles: ['Operator'], oid: 'object-1' }) };
let host: Served;

beforeAll(async () => {
  const store = sqliteTables({ path: ':memory:' });
  provideServices(await createServices({ env: onAzure, store, log: () => {} }));
  host = await serve(() => import('../../functions/index.ts'));
});
afterAll(() => host.close());

test('lets in whom the platform let in', async () => {
  expect((await ask(host.port, '/api/records', { headers: operator })).status).toBe(200);
});

test('does not believe a principal that the query puts among the headers', async () => {
  const forged = encodeURIComponent(JSON.stringify(operator));
  expect((await ask(host.port, `/api/records?Headers=${forged}`)).status).toBe(401);
});

test('does not lose a principal to a query that takes the headers away', async () => {
  expect((await ask(host.port, '/api/records?headers=none', { headers: operator })).status).toBe(400);
});
