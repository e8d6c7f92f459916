import { describe, expect, it } from 'vitest';
import { dataOf, envelopeOf, operationOf } from '../../shared/events/envelope.ts';
import { cloudEvent, gridEvent } from './event-examples.ts';

const valuesOf = (event: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(envelopeOf(event).members).map(([what, { value }]) => [what, value]));

describe('the envelope', () => {
  it('says the same in both schemas', () => {
    const [grid, cloud] = [gridEvent('SMSReceived', { to: '1' }), cloudEvent('SMSReceived', { to: '1' })];
    expect(valuesOf(grid)).toEqual(valuesOf(cloud));
    expect(valuesOf(grid)).toMatchObject({ id: 'e-1', path: 'a/path', data: { to: '1' } });
    expect(envelopeOf(grid).rest).toEqual({});
    expect(envelopeOf(cloud).rest).toEqual({});
  });

  it('is read whatever the letter case of its members', () => {
    const event = gridEvent('SMSReceived', {});
    const upper = Object.fromEntries(Object.entries(event).map(([key, value]) => [key.toUpperCase(), value]));
    expect(valuesOf(upper)).toEqual(valuesOf(event));
  });

  it('keeps what else stands in it, and nothing under a name that only objects have', () => {
    const text = '{"id":"1","traceparent":"00-1","__proto__":{"a":1},"note":null}';
    const { rest } = envelopeOf(JSON.parse(text));
    expect(Object.keys(rest)).toEqual(['traceparent', '__proto__']);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it('takes the other of two members where one says nothing', () => {
    const event = {
      eventType: ' ',
      type: 'Microsoft.Communication.CallEnded',
      topic: null,
      source: '/x',
      eventTime: '',
    };
    expect(valuesOf(event)).toEqual({ type: event.type, source: '/x' });
    expect(valuesOf({ eventType: 5, type: 'a.b' })).toEqual({ type: 'a.b' });
  });
});

describe('the data', () => {
  const data = { to: '+1', big: 12345678901234567890n };
  const text = '{"to":"+1","big":12345678901234567890}';

  it.each([
    ['an object', { data: { to: '+1' } }, { to: '+1' }],
    ['JSON within a string', { data: text }, data],
    ['Base64', { data_base64: Buffer.from(text).toString('base64') }, data],
    ['Base64 beside nothing', { data: null, data_base64: Buffer.from(text).toString('base64') }, data],
  ])('is read as %s', (_, event, expected) => {
    expect(dataOf(envelopeOf(event))).toEqual(expected);
  });

  it.each([
    {},
    { data: null },
    { data: 'hello' },
    { data: '{"cut":' },
    { data: [1] },
    { data: 7 },
    { data: '[1]' },
    { data_base64: '!!' },
    { data_base64: Buffer.from('hello').toString('base64') },
  ])('is nothing in %j', (event) => {
    expect(dataOf(envelopeOf(event))).toBeUndefined();
  });
});

describe('the operation', () => {
  it.each([
    ['Microsoft.Communication.CallEnded', 'CallEnded'],
    [' microsoft.communication.CallEnded ', 'CallEnded'],
    ['Microsoft.Storage.BlobCreated', 'Microsoft.Storage.BlobCreated'],
    [5, 5],
  ])('of %s is %s', (type, operation) => {
    expect(operationOf(type)).toBe(operation);
  });
});
