/** What a function sees of a request. */

import { gunzipSync, gzipSync } from 'node:zlib';
import { app, type HttpRequest } from '@azure/functions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, type Served, serve } from './serve.ts';

interface Seen {
  readonly params: Record<string, string>;
  readonly url: string;
  readonly query: [string, string][];
  readonly headers: Record<string, string>;
  readonly body: string;
}

let host: Served;
beforeAll(async () => {
  host = await serve(() => {
    app.http('mirror', {
      route: 'mirror/{id?}',
      methods: ['GET', 'POST'],
      authLevel: 'function',
      handler: async (request: HttpRequest) => ({
        jsonBody: {
          params: request.params,
          url: request.url,
          query: [...request.query],
          headers: Object.fromEntries(request.headers),
          body: Buffer.from(await request.arrayBuffer()).toString('latin1'),
        },
      }),
    });
  });
});
afterAll(() => host.close());
const see = async (...args: [string, Parameters<typeof ask>[2]?]): Promise<Seen> =>
  JSON.parse((await ask(host.port, ...args)).body);

describe('a request', () => {
  test('needs no function key', async () => {
    expect((await ask(host.port, '/api/mirror')).status).toBe(200);
  });

  test('brings header names in lower case and joins repeated headers with a comma', async () => {
    const { headers } = await see('/api/mirror', { headers: { 'X-Tone': ['high', 'low'], 'X-One': '1' } });
    expect(headers).toMatchObject({ 'x-tone': 'high,low', 'x-one': '1' });
  });

  test('brings a body without Content-Length', async () => {
    const { body, headers } = await see('/api/mirror', { method: 'POST', body: ['first ', 'second'] });
    expect(body).toBe('first second');
    expect(headers).not.toHaveProperty('content-length');
  });

  test('brings a gzip body as it is, with its header', async () => {
    const sent = gzipSync('packed');
    const headers = { 'content-encoding': 'gzip', 'content-length': String(sent.length) };
    const seen = await see('/api/mirror', { method: 'POST', body: sent, headers });
    expect(gunzipSync(Buffer.from(seen.body, 'latin1')).toString()).toBe('packed');
    expect(seen.headers['content-encoding']).toBe('gzip');
  });

  test('loses its body when it is a GET', async () => {
    const seen = await see('/api/mirror', { body: 'unseen', headers: { 'content-length': '6' } });
    expect(seen.body).toBe('');
  });

  test('keeps repeated query keys apart', async () => {
    expect((await see('/api/mirror?x=1&x=2')).query).toEqual([
      ['x', '1'],
      ['x', '2'],
    ]);
  });

  test('shows query keys among the parameters, where they fill an absent optional one', async () => {
    expect((await see('/api/mirror?id=9&limit=3')).params).toEqual({ id: '9', limit: '3' });
    expect((await see('/api/mirror/4?id=9')).params).toEqual({ id: '4' });
  });

  test('names a parameter as the query spells it when both give one', async () => {
    expect((await see('/api/mirror/4?ID=9')).params).toEqual({ ID: '4' });
  });

  test('does not show the key in ?code= among the parameters', async () => {
    expect((await see('/api/mirror/4?code=letmein')).params).toEqual({ id: '4' });
  });

  test('leaves the query of the url alone', async () => {
    expect((await see('/api/mirror/a%2Fb?path=a%2Fb+c')).url).toBe(`${host.url}/api/mirror/a%252Fb?path=a%2Fb+c`);
  });

  test('takes its headers from a query key of that name, as the real host lets it', async () => {
    const forged = encodeURIComponent(JSON.stringify({ 'x-ms-client-principal': 'forged' }));
    expect((await see(`/api/mirror?Headers=${forged}`)).headers).toEqual({ 'x-ms-client-principal': 'forged' });
    expect((await see('/api/mirror?headers=none', { headers: { 'x-api-key': 'k' } })).headers).toEqual({});
  });

  test('is refused when its path has a NUL in it', async () => {
    expect(await ask(host.port, '/api/mirror/%00')).toMatchObject({ status: 400, body: '' });
  });

  test('passes a body of many megabytes through unchanged', async () => {
    const sent = Buffer.alloc(8 * 1024 * 1024, 'abcdefgh');
    const { body } = await see('/api/mirror', { method: 'POST', body: sent, headers: { expect: '100-continue' } });
    expect(body.length).toBe(sent.length);
    expect(body === sent.toString('latin1')).toBe(true);
  });
});
