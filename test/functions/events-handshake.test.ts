import { describe, expect, it } from 'vitest';
import { ask, isProblemAnswer, memoryServices } from './app.ts';

const asked = async (headers: Record<string, string>, env: Record<string, string> = {}) =>
  ask(await memoryServices({ env }), 'events-handshake', '/events?code=key', { headers });
const allowing = ['webhook-allowed-origin', 'webhook-allowed-rate'];

describe('OPTIONS /events', () => {
  it('allows Event Grid, at the rate that it asks for', async () => {
    const { status, headers, json } = await asked({
      'WebHook-Request-Origin': 'eventgrid.azure.net',
      'WebHook-Request-Rate': '120',
    });
    expect([status, json]).toEqual([200, { allowed: 'eventgrid.azure.net' }]);
    expect(headers.get('webhook-allowed-origin')).toBe('eventgrid.azure.net');
    expect(headers.get('webhook-allowed-rate')).toBe('120');
    expect(headers.get('allow')).toBe('POST');
  });

  it('allows whom the setting names, and everybody with *', async () => {
    const own = { 'WebHook-Request-Origin': 'events.example.com' };
    for (const EVENT_GRID_ORIGINS of ['eventgrid.azure.net, events.example.com', '*']) {
      const { status, headers } = await asked(own, { EVENT_GRID_ORIGINS });
      expect([status, headers.get('webhook-allowed-origin')]).toEqual([200, 'events.example.com']);
      expect(headers.get('webhook-allowed-rate')).toBe('*');
    }
  });

  it('gives nobody else a header that allows', async () => {
    const other = await asked({ 'WebHook-Request-Origin': 'evil.example.com' });
    expect(isProblemAnswer(other, 'forbidden-origin')).toBe(true);
    const nobody = await asked({});
    expect(isProblemAnswer(nobody, 'invalid-parameters')).toBe(true);
    expect(nobody.json.issues[0].path).toBe('WebHook-Request-Origin');
    for (const { headers } of [other, nobody]) for (const name of allowing) expect(headers.has(name)).toBe(false);
  });
});
