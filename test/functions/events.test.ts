import { describe, expect, it } from 'vitest';
import { eventCategories } from '../../shared/categories/index.ts';
import { localAdministrator, type Services } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { StorageUnavailable } from '../../shared/storage/table-store.ts';
import { cloudEvent, gridEvent } from '../events/event-examples.ts';
import { everythingIn } from '../ingest/everything-in.ts';
import { ask, isProblemAnswer, memoryServices } from './app.ts';

const clock = () => new Date('2026-03-04T12:00:00.000Z');
const localPrincipal = localAdministrator;
const words = 'see you at nine';
const type = 'application/json';

const open = (env: Record<string, string> = {}) => memoryServices({ clock, localPrincipal, env });
const post = (services: Services, body: unknown, headers: Record<string, string> = { 'content-type': type }) =>
  ask(services, 'events', '/events?code=key', {
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const recordOf = async (services: Services, id: string) => (await ask(services, 'get-record', `/records/${id}`)).json;

describe('POST /events', () => {
  it.each([
    ['an array in the schema of Event Grid', type, [gridEvent('SMSReceived', { to: '+1' })]],
    ['a CloudEvent', 'application/cloudevents+json; charset=utf-8', cloudEvent('SMSReceived', { to: '+1' })],
    ['a batch of CloudEvents', 'application/cloudevents-batch+json', [cloudEvent('SMSReceived', { to: '+1' })]],
    ['a CloudEvent with data in a string', type, cloudEvent('SMSReceived', '{"to":"+1"}')],
    [
      'a CloudEvent with data in Base64',
      type,
      cloudEvent('SMSReceived', undefined, { data_base64: Buffer.from('{"to":"+1"}').toString('base64') }),
    ],
  ])('stores %s, once however often it comes and in whatever schema', async (_, contentType, body) => {
    const services = await open();
    const first = await post(services, body, { 'content-type': contentType });
    expect(first.status).toBe(200);
    expect(first.json).toMatchObject({ received: 1, stored: 1, outcomes: [{ category: 'EventSMSReceived' }] });
    const again = await post(services, [gridEvent('SMSReceived', { To: '+1' })]);
    expect(again.json).toMatchObject({ received: 1, duplicate: 1 });
    expect(again.json.differing).toBeUndefined();
    const record = await recordOf(services, first.json.outcomes[0].id);
    expect(record).toMatchObject({ category: 'EventSMSReceived', source: 'event-grid', EventId: 'e-1', To: '+1' });
    expect(record.delivered).toEqual(Array.isArray(body) ? body[0] : JSON.parse(JSON.stringify(body)));
  });

  it('takes a batch in which some are bad, unknown or of others, and keeps those with their texts', async () => {
    const services = await open();
    const body = [
      gridEvent('CallEnded', { callDurationInSeconds: 'long' }),
      gridEvent('RouterJobQueued', { jobId: 'j-1', message: words }),
      gridEvent('Microsoft.Storage.BlobCreated', {}),
      gridEvent('CallStarted', { serverCallId: 's-1' }),
      gridEvent('Microsoft.EventGrid.SubscriptionDeletedEvent', { eventSubscriptionId: 'x' }),
    ];
    const text = `${JSON.stringify(body).slice(0, -1)},{"id":"9","data":{"message":"${words}"]]`;
    const { status, json } = await post(services, text.replace('"]]', '" "x"}}]'));
    expect(status).toBe(200);
    expect(json).toMatchObject({ received: 6, stored: 1, duplicate: 0, skipped: 2, rejected: 3 });
    expect(json.outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'NOLOG_INVALID',
      'NOLOG_UNKNOWN_EVENT',
      'NOLOG_INVALID',
      'LOG_OK',
      'NOLOG_UNKNOWN_EVENT',
      'NOLOG_INVALID',
    ]);
    expect(json.outcomes[1].category).toBe('Microsoft.Communication.RouterJobQueued');
    expect(json.outcomes[2].issues[0].message).toContain('Microsoft.Storage');
    const kept = await everythingIn(services.store);
    for (const part of ['j-1', 'eventSubscriptionId', 'BlobCreated', 'callDurationInSeconds']) {
      expect(kept).toContain(part);
    }
    expect(kept).not.toContain(words);
  });

  it('takes 5,000 events at once', async () => {
    const services = await open();
    const body = Array.from({ length: 5000 }, (_, index) => gridEvent('UserDisconnected', {}, { id: `e-${index}` }));
    expect((await post(services, body)).json).toMatchObject({ received: 5000, stored: 5000 });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"id":'],
    ['no event', '[]'],
    ['something else', [{ category: 'SMSOperational', time: '2026-03-04T10:00:00Z' }]],
  ])('of %s can never succeed, and leaves nothing', async (_, body) => {
    const services = await open();
    expect(isProblemAnswer(await post(services, body), 'unreadable-body')).toBe(true);
    expect(await everythingIn(services.store)).not.toContain('SMSOperational');
  });

  it('is not acknowledged while storage fails, and stored when it is sent again', async () => {
    const store = sqliteTables({ path: ':memory:' });
    let failing = true;
    const transact: typeof store.transact = async (...args) => {
      if (failing) throw new StorageUnavailable('down', { retryAfter: 7 });
      return store.transact(...args);
    };
    const services = await memoryServices({ clock, localPrincipal, store: { ...store, transact } });
    const refused = await post(services, [gridEvent('CallEnded', {})]);
    expect(isProblemAnswer(refused, 'storage-unavailable')).toBe(true);
    expect(refused.headers.get('retry-after')).toBe('7');
    failing = false;
    expect((await post(services, [gridEvent('CallEnded', {})])).json).toMatchObject({ stored: 1 });
  });

  it('is answered before Event Grid stops waiting, though storage is slow, and stored when it is sent again', async () => {
    const store = sqliteTables({ path: ':memory:' });
    const time = { now: clock().getTime(), slow: true };
    const transact: typeof store.transact = (...args) => {
      if (time.slow) time.now += 30_000;
      return store.transact(...args);
    };
    const env = { HASH_KEY: 'a key that only tests have' };
    const slow = { ...{ localPrincipal, env }, store: { ...store, transact }, clock: () => new Date(time.now) };
    const services = await memoryServices(slow);
    const events = Array.from({ length: 2001 }, (_, index) => gridEvent('CallEnded', {}, { id: String(index) }));
    const late = await post(services, events);
    expect(isProblemAnswer(late, 'out-of-time')).toBe(true);
    expect(late).toMatchObject({ status: 503, json: { received: 2000, stored: 2000 } });
    time.slow = false;
    expect((await post(services, events)).json).toMatchObject({ stored: 1, duplicate: 2000 });
  });
});

describe('what people write', () => {
  const events = [
    gridEvent('SMSReceived', { Message: words, from: '+12065550117' }, { id: '1' }),
    cloudEvent('ChatMessageReceivedInThread', { messageBody: words, threadId: 't-1' }, { id: '2' }),
    cloudEvent('ChatMessageEdited', JSON.stringify({ messageBody: words, threadId: 't-1' }), { id: '3' }),
    gridEvent('AdvancedMessageReceived', { content: words, button: { text: words } }, { id: '4' }),
    gridEvent('SMSReceived', { message: words, segmentCount: 'many' }, { id: '5' }),
    gridEvent('SMSReceived', words, { id: '6' }),
  ];

  it('is nowhere in the store, and the delivered JSON lacks nothing else', async () => {
    const services = await open();
    const { json } = await post(services, events);
    expect(json).toMatchObject({ received: 6, stored: 3, skipped: 1, rejected: 2 });
    expect(await everythingIn(services.store)).not.toContain(words);
    expect((await recordOf(services, json.outcomes[0].id)).delivered).toEqual({
      ...events[0],
      data: { from: '+12065550117' },
    });
  });

  it('is kept where the setting says so', async () => {
    const services = await open({ KEEP_MESSAGE_TEXT: 'true' });
    const { json } = await post(services, events);
    expect(json).toMatchObject({ received: 6, stored: 3, skipped: 1, rejected: 2 });
    expect(await recordOf(services, json.outcomes[0].id)).toMatchObject({ Message: words, delivered: events[0] });
    expect(await recordOf(services, json.outcomes[1].id)).toMatchObject({ MessageBody: words });
    expect(await everythingIn(services.store)).toContain(`\\"content\\":\\"${words}\\"`);
  });
});

describe('an event that is stored', () => {
  it('is found by everybody in it', async () => {
    const services = await open();
    const participants = ['8:acs:r_maria', '8:acs:r_jonas'].map((rawId) => ({
      participantCommunicationIdentifier: { rawId },
    }));
    await post(services, [
      gridEvent('ChatThreadCreated', { threadId: 't-1', participants }),
      gridEvent('IncomingCall', { from: { phoneNumber: { value: '+12065550117' } }, serverCallId: 's-1' }, { id: '2' }),
    ]);
    for (const value of ['8:acs:r_jonas', 'r_maria', 't-1', '+12065550117', 's-1', 'e-1']) {
      const { json } = await ask(services, 'find', `/find?value=${encodeURIComponent(value)}`);
      expect(json.items, value).toHaveLength(1);
    }
    expect((await ask(services, 'find', '/find?value=r_jonas')).json.items[0].columns).toEqual(['ParticipantIds']);
  });

  it('is of a category that is listed and can be switched off', async () => {
    const services = await open();
    const { items } = (await ask(services, 'list-categories', '/categories')).json;
    for (const { slug } of eventCategories) {
      expect(items.find((one: { slug: string }) => one.slug === slug)).toMatchObject({ enabled: true, table: '' });
    }
    const off = { headers: { 'content-type': type }, body: '{"enabled":false}' };
    expect((await ask(services, 'switch-category', '/categories/event-chat-typing', off)).status).toBe(200);
    const { json } = await post(services, [gridEvent('ChatTypingIndicatorReceivedInThread', { threadId: 't-1' })]);
    expect(json).toMatchObject({ skipped: 1, outcomes: [{ outcome: 'NOLOG_CATEGORY_OFF' }] });
  });

  it('is never taken by the road of logs', async () => {
    const headers = { 'content-type': type };
    const body = JSON.stringify(gridEvent('CallEnded', {}));
    const asked = await ask(await open(), 'ingest-category', '/ingest/event-call', { headers, body });
    expect(isProblemAnswer(asked, 'not-found')).toBe(true);
    expect(asked.json.detail).toContain('/api/events');
  });
});

describe('the validation of a subscription', () => {
  const validation = gridEvent('Microsoft.EventGrid.SubscriptionValidationEvent', { validationCode: 'code-1' });

  it.each([[[validation]], [validation]])('is answered with its code and never stored', async (body) => {
    const services = await open();
    const headers = { 'content-type': type, 'aeg-event-type': 'SubscriptionValidation' };
    const { status, json } = await post(services, body, headers);
    expect([status, json]).toEqual([200, { validationResponse: 'code-1' }]);
    expect(await everythingIn(services.store)).not.toContain('code-1');
  });

  it('is answered without the header, and with the outcomes of events beside it', async () => {
    const { json } = await post(await open(), [validation, gridEvent('CallEnded', {})]);
    expect(json).toMatchObject({ validationResponse: 'code-1', received: 1, stored: 1 });
  });

  it('without a code is kept as what cannot be answered', async () => {
    const { status, json } = await post(await open(), [{ ...validation, data: {} }]);
    expect([status, json.skipped]).toEqual([200, 1]);
  });
});
