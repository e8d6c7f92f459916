/** The local host is there for this machine only, and for no page of another site. */

import { connect, Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { app } from '@azure/functions';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ask, type Served, serve } from './serve.ts';

let host: Served;
let calls = 0;
let listened: string[] = [];
beforeAll(async () => {
  const listen = vi.spyOn(Server.prototype, 'listen');
  host = await serve(() => {
    app.http('open', {
      methods: ['GET', 'POST'],
      authLevel: 'anonymous',
      handler: () => {
        calls += 1;
        return { body: 'open' };
      },
    });
  });
  listened = listen.mock.calls.map((given) => JSON.stringify(given));
  listen.mockRestore();
});
afterAll(() => host.close());
const withHeaders = (headers: Record<string, string>, method = 'GET') =>
  ask(host.port, '/api/open', { headers, method });

describe('the local host', () => {
  test.each(['localhost', '127.0.0.1', '[::1]', 'LocalHost'])('answers as %s with its port', async (name) => {
    expect(await withHeaders({ host: `${name}:${host.port}` })).toMatchObject({ status: 200 });
  });

  test.each(['rebound.example', 'localhost', 'localhost:1', '127.0.0.1.nip.io:PORT', 'localhost.:PORT'])(
    'refuses the Host "%s" in words, so a rebound name reads nothing',
    async (name) => {
      const before = calls;
      const answer = await withHeaders({ host: name.replace('PORT', String(host.port)) });
      expect(answer.status).toBe(403);
      expect(answer.body).toContain('Refused: this host answers only to localhost');
      expect(calls).toBe(before);
    },
  );

  test('refuses the host’s own pages to a foreign Host as well', async () => {
    expect((await ask(host.port, '/admin/functions', { headers: { host: 'rebound.example' } })).status).toBe(403);
    expect((await ask(host.port, '/', { headers: { host: 'rebound.example' } })).status).toBe(403);
  });

  test('answers a page of its own origin', async () => {
    expect(await withHeaders({ origin: host.url }, 'POST')).toMatchObject({ status: 200 });
  });

  test.each(['https://page.example', 'null', 'http://localhost:3000', 'http://127.0.0.1'])(
    'refuses the Origin %s, so no page elsewhere can write',
    async (origin) => {
      const before = calls;
      expect(await withHeaders({ origin }, 'POST')).toMatchObject({ status: 403 });
      expect(calls).toBe(before);
    },
  );

  test('refuses what another site embeds, and lets a link from there be followed', async () => {
    expect(await withHeaders({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toMatchObject({
      status: 403,
    });
    expect(await withHeaders({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).toMatchObject({
      status: 200,
    });
  });

  test('refuses a request without a Host', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(host.port, '127.0.0.1', () => socket.write('GET /api/open HTTP/1.0\r\n\r\n'));
      socket.once('data', (data) => resolve(String(data)));
    });
    expect(answer).toContain(' 403 ');
  });

  test('listens on loopback only, and so does the library’s proxy behind it', () => {
    expect(listened).toHaveLength(2);
    for (const address of listened) expect(address).toContain('127.0.0.1');
  });

  test('cannot be reached by another address of this machine', async () => {
    const other = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.family === 'IPv4' && !address.internal)?.address;
    // Without a network there is no other address; 127.0.0.2 is one that a server on all interfaces would answer on.
    const outcome = await new Promise<string>((resolve) => {
      const socket = connect(host.port, other ?? '127.0.0.2');
      socket.once('connect', () => resolve('connected')).once('error', () => resolve('refused'));
    });
    expect(outcome).toBe('refused');
  });
});
