/** An event never becomes a record of a log, whatever it is sent as: it is refused, and what it says is not kept. */
import { describe, expect, it } from 'vitest';
import { cloudEvent, gridEvent } from '../events/event-examples.ts';
import { answerOf, openServices } from './delivering.ts';
import { noon } from './events.ts';
import { everythingIn } from './everything-in.ts';

const words = 'see you at nine';
const data = { messageId: 'm-1', message: words, messageBody: words, content: words };

describe('among logs', () => {
  it.each([
    ['an event', gridEvent('SMSReceived', data)],
    ['a CloudEvent', cloudEvent('ChatMessageReceived', data)],
    ['an event of a type that no row knows', cloudEvent('AdvancedMessageReceived', data)],
    ['a CloudEvent of anybody', { specversion: '1.0', type: 'order.paid', id: '1', time: noon, source: 'x', data }],
    ['a record that names the type as its category', { category: 'Microsoft.Communication.SMSReceived', time: noon }],
    ['a type that no row knows as the category', { category: 'Microsoft.Communication.RouterJobQueued', time: noon }],
    ['a short type as the category', { category: 'SMSReceived', time: noon, properties: JSON.stringify(data) }],
    ['a row of events as the category', { category: 'EventSMSReceived', time: noon, properties: data }],
    ['its slug', { category: 'event-sms-received', time: noon, properties: { EventId: '1' } }],
  ])('%s is refused, and its text is kept without what it says', async (_, event) => {
    for (const path of [undefined, 'sms', 'other']) {
      const services = await openServices();
      const answer = await answerOf(services, [event], path === undefined ? {} : { path });
      expect(answer).toMatchObject({
        ...{ received: 1, rejected: 1, stored: 0 },
        outcomes: [{ outcome: 'NOLOG_INVALID', issues: [{ message: expect.stringContaining('/api/events') }] }],
      });
      const kept = await everythingIn(services.store);
      expect(kept).toContain('NOLOG_INVALID');
      expect(kept).not.toContain(words);
      expect(kept).not.toMatch(/"Records\d/);
    }
  });

  it('a record from a place that is named like an event is none', async () => {
    const services = await openServices();
    const record = { time: noon, properties: { EventId: '1' } };
    expect(await answerOf(services, [record], { path: 'event-call' })).toMatchObject({ rejected: 1, stored: 0 });
  });

  it.each([
    ['Type', { Type: 'CallEnded' }],
    ['a part of the properties', { properties: { type: 'SMSReceived', eventType: 'SMSReceived' } }],
    ['an event type of its own', { eventType: 'Delivered', specversion: '2' }],
  ])('a record with %s that is called like an event is none', async (_, fields) => {
    const services = await openServices();
    const record = { category: 'SMSOperational', time: noon, correlationId: 'c-1', ...fields };
    expect(await answerOf(services, [record])).toMatchObject({ stored: 1, outcomes: [{ category: 'SMSOperational' }] });
    expect(await answerOf(services, [{ ...record, category: undefined }], { path: 'sms' })).toMatchObject({
      duplicate: 1,
    });
  });
});
