import { expect, it } from 'vitest';
import { recordAnswer } from '../../shared/http/answers.ts';
import { ingest } from '../../shared/ingest/ingest.ts';
import { ingestServices } from '../../shared/ingest/ingest-services.ts';
import { localAdministrator } from '../../shared/services.ts';
import { noon } from '../ingest/events.ts';
import { archived, day, drain, late, minute, take } from '../replaced/clicks.ts';
import { ask, isProblemAnswer, memoryServices } from './app.ts';

const raw = `{ "time": "2026-03-09T10:00:00Z", "category": "SMSOperational",
  "properties": {"messageId": "m", "big": 12345678901234567890, "text": "\\u00fc\\ud800"} }`;

async function stored() {
  const services = await memoryServices({
    localPrincipal: localAdministrator,
    clock: () => new Date('2026-03-10T12:00:00Z'),
  });
  const { json } = await ask(services, 'ingest', '/ingest', { body: raw });
  return { services, id: String(json.outcomes[0].id) };
}

it('gives a record with its JSON exactly as it was delivered', async () => {
  const { services, id } = await stored();
  const { status, json, text } = await ask(services, 'get-record', `/records/${id}`);
  expect(status).toBe(200);
  expect(recordAnswer.parse(json)).toEqual(json);
  expect(json).toMatchObject({
    id,
    category: 'SMSOperational',
    MessageId: 'm',
    receivedAt: '2026-03-10T12:00:00.000Z',
  });
  expect(text).toContain(`"delivered":${raw}`);
  expect(text).toMatch(/"AdditionalFields":\{"big":12345678901234567890/);
});

it('answers what an id looks like when asked for something else', async () => {
  const { services, id } = await stored();
  const wrong = await ask(services, 'get-record', '/records/sms');
  expect(isProblemAnswer(wrong, 'not-found')).toBe(true);
  expect(wrong.json.detail).toContain('One looks like 2');
  const absent = await ask(services, 'get-record', `/records/${id.replace(/^2026/, '2025')}`);
  expect(isProblemAnswer(absent, 'not-found')).toBe(true);
  expect(absent.json.detail).toContain('No record has this id');
});

it('says where the road had it', async () => {
  const { services } = await stored();
  const text = raw.replace('10:00', '11:00');
  const { answer } = await ingest(await ingestServices(services), {
    candidates: [{ place: '', text, value: JSON.parse(text), origin: '{"offset":"7"}' }],
    fallback: undefined,
    source: 'event-hub',
  });
  const { json } = await ask(services, 'get-record', `/records/${answer.outcomes[0]?.id}`);
  expect(json).toMatchObject({ source: 'event-hub', origin: { offset: '7' } });
});

it('leads from a record whose time was replaced to the one with its own time', async () => {
  const { services } = await stored();
  const clock = () => new Date(Date.parse(noon) + minute);
  const drained = { ...services, clock };
  const [kept, gone] = await Promise.all(
    [archived({ at: -3 * day }), late({ at: 0 })].map(async (one) => (await take(drained, [one])).outcomes[0]?.id),
  );
  await drain(drained);
  const asked = await ask(services, 'get-record', `/records/${gone}`);
  expect(isProblemAnswer(asked, 'not-found')).toBe(true);
  expect(asked.json.detail).toContain(`it is ${kept}.`);
});
