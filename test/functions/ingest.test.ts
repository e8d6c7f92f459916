import { describe, expect, it } from 'vitest';
import { categories } from '../../shared/categories/index.ts';
import { sms, usage } from '../ingest/events.ts';
import { ask, isProblemAnswer, memoryServices } from './app.ts';

const headers = { 'content-type': 'application/json' };
const clock = () => new Date('2026-03-04T12:00:00.000Z');

describe('POST /ingest', () => {
  it('takes records that name their category, without a principal: the host asks for the key', async () => {
    const services = await memoryServices({ clock });
    const { status, json } = await ask(services, 'ingest', '/ingest', {
      headers,
      body: JSON.stringify([sms('m-1'), usage('r-1')]),
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      received: 2,
      stored: 2,
      outcomes: [{ category: 'SMSOperational' }, { category: 'Usage' }],
    });
    expect(services.lines.at(-1)).toMatchObject({
      function: 'ingest',
      outcome: 'ok',
      counts: { received: 2, stored: 2 },
    });
  });
});

describe('POST /ingest/{category}', () => {
  const { category: _, ...nameless } = sms('m-1');
  const body = JSON.stringify(nameless);

  it.each(['SMSOperational', 'sms', 'ACSSMSIncomingOperations', 'smsoperational'])(
    'takes records of %s',
    async (name) => {
      const { json } = await ask(await memoryServices({ clock }), 'ingest-category', `/ingest/${name}`, {
        headers,
        body,
      });
      expect(json).toMatchObject({ stored: 1, outcomes: [{ category: 'SMSOperational' }] });
    },
  );

  it('of no category says which there are', async () => {
    const asked = await ask(await memoryServices({ clock }), 'ingest-category', '/ingest/pigeons', { headers, body });
    expect(isProblemAnswer(asked, 'not-found')).toBe(true);
    for (const { slug } of categories) expect(asked.json.detail).toContain(slug);
  });
});
