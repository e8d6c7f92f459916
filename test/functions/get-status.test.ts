import { describe, expect, it } from 'vitest';
import { statusAnswer } from '../../shared/http/status-answer.ts';
import type { Services } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { StorageUnavailable } from '../../shared/storage/table-store.ts';
import { ask, memoryServices } from './app.ts';

const localPrincipal = { kind: 'local', id: 'local', name: 'local', roles: ['Operator'] } as const;
const now = Date.parse('2026-05-05T12:00:00.000Z');
const sms = { category: 'SMSOperational', time: '2026-05-05T11:00:00Z', operationName: 'SMSMessagesSent' };

/** Services whose clock can be put on. */
async function clocked() {
  const clock = { now };
  const services = await memoryServices({ localPrincipal, clock: () => new Date(clock.now) });
  return { clock, services };
}

async function statusOf(services: Services) {
  const asked = await ask(services, 'get-status', '/status');
  expect(statusAnswer.strict().safeParse(asked.json).error).toBeUndefined();
  return asked;
}

describe('GET /status', () => {
  it('says with 200 that nothing ever arrived', async () => {
    const { services } = await clocked();
    const { status, json } = await statusOf(services);
    expect(status).toBe(200);
    expect(json).toMatchObject({ state: 'never', roads: [], items: [] });
    expect(Object.keys(json)[0]).toBe('answer');
  });

  it('says that records arrive, then that they do not any more', async () => {
    const { clock, services } = await clocked();
    await ask(services, 'ingest', '/ingest', { body: JSON.stringify(sms) });
    clock.now += 120_000;
    expect(await statusOf(services)).toMatchObject({
      status: 200,
      json: {
        ...{ answer: 'Yes – newest 2 minutes ago', state: 'ok' },
        roads: [{ source: 'push', state: 'ok', lookedAt: null, lastError: null }],
        items: [{ category: 'SMSOperational', source: 'push', state: 'ok', newest: '2026-05-05T12:00:00.000Z' }],
      },
    });
    clock.now += 86_400_000;
    expect(await statusOf(services)).toMatchObject({
      status: 503,
      json: { state: 'failing', answer: 'No – nothing since 5 May 12:00 (24 hours): no road reports a failure' },
    });
  });

  it('says when what a sender sends cannot be read, until something can', async () => {
    const { clock, services } = await clocked();
    const push = async (body: unknown) => ask(services, 'ingest', '/ingest', { body: JSON.stringify(body) });
    await push({ category: 'SMSOperational', time: 'yesterday' });
    expect((await statusOf(services)).json).toMatchObject({
      answer: 'No – nothing has ever arrived: a sender gives what cannot be read',
      roads: [{ source: 'push', state: 'failing', lastError: { class: 'malformed', at: '2026-05-05T12:00:00.000Z' } }],
    });
    clock.now += 30_000;
    await push([sms, { category: 'SMSOperational', time: 'yesterday' }]);
    expect((await statusOf(services)).json).toMatchObject({ state: 'ok', roads: [{ state: 'ok', lastError: null }] });
  });

  it('answers 503 with the same shape while storage is away', async () => {
    const query = async () => Promise.reject(new StorageUnavailable('away'));
    const store = { ...sqliteTables({ path: ':memory:' }), query };
    const services = await memoryServices({ localPrincipal, store });
    expect(await statusOf(services)).toMatchObject({
      status: 503,
      json: { answer: 'Cannot say – storage does not answer', storage: 'unavailable' },
    });
  });

  it('names the settings to look at when they are wrong', async () => {
    const services = await memoryServices({ env: { SILENCE_HOURS: 'many' }, localPrincipal });
    const asked = await ask(services, 'get-status', '/status');
    expect(asked).toMatchObject({ status: 503, json: { code: 'settings-invalid' } });
  });
});
