import { beforeEach, describe, expect, it } from 'vitest';
import { findAnswer } from '../../shared/http/answers.ts';
import { localAdministrator } from '../../shared/services.ts';
import { ask, isProblemAnswer, memoryServices } from './app.ts';

let services: Awaited<ReturnType<typeof memoryServices>>;
beforeEach(async () => {
  services = await memoryServices({
    localPrincipal: localAdministrator,
    clock: () => new Date('2026-03-10T12:00:00Z'),
  });
  const records = [
    {
      time: '2026-03-09T10:00:00Z',
      category: 'SMSOperational',
      callerIpAddress: '203.0.113.24',
      properties: { messageId: 'Outgoing_1', phoneNumber: '+18335550142' },
    },
    {
      time: '2026-02-09T10:00:00Z',
      category: 'CallSummary',
      correlationId: 'call-1',
      properties: { identifier: '8:acs:Resource_User', participantId: 'p-1' },
    },
  ];
  expect((await ask(services, 'ingest', '/ingest', { body: JSON.stringify(records) })).json).toMatchObject({
    stored: 2,
  });
});

const find = (value: string) => ask(services, 'find', `/find?value=${encodeURIComponent(value)}`);

describe('GET /find', () => {
  it.each([
    ['OUTGOING_1', 'MessageId'],
    ['001 833 555-0142', 'PhoneNumber'],
    ['203.0.113.24', 'CallerIpAddress'],
    ['call-1', 'CorrelationId'],
    ['acs:resource_user', 'Identifier'],
  ])('finds %s', async (value, column) => {
    const { status, json } = await find(value);
    expect(status).toBe(200);
    expect(findAnswer.parse(json)).toEqual(json);
    expect(json.items.map(({ columns }: { columns: string[] }) => columns)).toEqual([[column]]);
    const record = await ask(services, 'get-record', `/records/${json.items[0].id}`);
    expect(record.json).toMatchObject({ id: json.items[0].id, TimeGenerated: json.items[0].TimeGenerated });
  });

  it('explains an empty answer, with the categories that are switched off', async () => {
    await ask(services, 'switch-category', '/categories/chat', {
      headers: { 'content-type': 'application/json' },
      body: '{"enabled":false}',
    });
    const { json } = await find('+44 20 7946 0000');
    expect(json).toMatchObject({
      items: [],
      next: null,
      searched: { from: '2026-02-01T00:00:00.000Z', off: ['chat'] },
    });
    expect(json.hints[0]).toEqual({
      category: 'sms',
      hint: expect.stringContaining('never the number of the other party'),
    });
  });

  it('names every mistake in one problem', async () => {
    const answer = await ask(services, 'find', '/find?vlaue=x&limit=many');
    expect(isProblemAnswer(answer, 'invalid-parameters')).toBe(true);
    expect(answer.json.issues.map(({ path }: { path: string }) => path)).toEqual(['value', 'limit', 'vlaue']);
  });
});
