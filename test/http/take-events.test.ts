/** Events over the wire: through the local host, which forwards requests as the Functions host does. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServices, provideServices } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { cloudEvent, gridEvent } from '../events/event-examples.ts';
import { ask, type Served, serve } from '../local/serve.ts';

let host: Served;
beforeAll(async () => {
  provideServices(
    await createServices({
      env: { MAX_BODY_MIB: '1' },
      store: sqliteTables({ path: ':memory:' }),
      log: () => {},
      clock: () => new Date('2026-03-04T12:00:00Z'),
    }),
  );
  host = await serve(() => import('../../functions/index.ts'));
});
afterAll(() => host.close());

const post = async (body: string | Buffer, headers: Record<string, string>) => {
  const answer = await ask(host.port, '/api/events?code=key', { method: 'POST', headers, body });
  return { ...answer, json: JSON.parse(answer.body) };
};

describe('events over the wire', () => {
  it('are taken packed, and as CloudEvents whatever the media type says', async () => {
    const grid = gzipSync(JSON.stringify([gridEvent('CallEnded', {})]));
    const packed = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expect(await post(grid, packed)).toMatchObject({ status: 200, json: { stored: 1 } });
    const cloud = JSON.stringify([cloudEvent('CallEnded', {})]);
    for (const type of ['application/cloudevents-batch+json', 'application/octet-stream']) {
      expect(await post(cloud, { 'content-type': type })).toMatchObject({ status: 200, json: { duplicate: 1 } });
    }
  });

  it('are refused for good where they are too many or no JSON', async () => {
    const many = JSON.stringify([gridEvent('CallEnded', { filler: 'x'.repeat(1100 * 1024) })]);
    expect(await post(many, {})).toMatchObject({ status: 413, json: { code: 'body-too-large' } });
    expect(await post('<event/>', { 'content-type': 'application/xml' })).toMatchObject({ status: 415 });
    expect(await post('<event/>', {})).toMatchObject({ status: 400, json: { code: 'unreadable-body' } });
  });

  it('may come from an origin that the header names, never from one that the query names', async () => {
    const shake = (path: string, origin: string) =>
      ask(host.port, path, { method: 'OPTIONS', headers: { 'webhook-request-origin': origin } });
    const allowed = await shake('/api/events?code=key', 'eventgrid.azure.net');
    expect(allowed).toMatchObject({ status: 200, headers: { 'webhook-allowed-origin': 'eventgrid.azure.net' } });
    const forged = JSON.stringify({ 'webhook-request-origin': 'eventgrid.azure.net' });
    const refused = await shake(`/api/events?headers=${encodeURIComponent(forged)}`, 'evil.example.com');
    expect(refused.status).toBe(403);
    expect(refused.headers).not.toHaveProperty('webhook-allowed-origin');
  });
});
