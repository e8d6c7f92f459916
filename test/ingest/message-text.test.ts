import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { envelopeOnly, withoutMessageText } from '../../shared/ingest/message-text.ts';
import { cloudEvent, gridEvent } from '../events/event-examples.ts';

const words = 'see you at nine';
const silent = (event: unknown, text = JSON.stringify(event)) => withoutMessageText(text, JSON.parse(text));

describe('the text of an event', () => {
  it('lacks exactly the member that the row names', () => {
    const text = `{ "id": "1", "eventType": "Microsoft.Communication.SMSReceived",
      "data": { "to": "+1", "message" : "${words}", "segmentCount": 1.0 } }`;
    expect(silent(undefined, text)).toBe(`{ "id": "1", "eventType": "Microsoft.Communication.SMSReceived",
      "data": { "to": "+1", "segmentCount": 1.0 } }`);
  });

  it.each(['message', 'Message', 'MESSAGE', 'mess\\u0061ge', 'message_text', 'messageBody'])(
    'lacks it as %s, in either schema',
    (name) => {
      for (const event of [
        gridEvent('SMSReceived', { name: 1, to: 2 }),
        cloudEvent('SMSReceived', { name: 1, to: 2 }),
      ]) {
        const text = JSON.stringify(event).replace('"name":1', `"${name}":"${words}"`);
        expect(silent(undefined, text)).toBe(JSON.stringify(event).replace('"name":1,', ''));
      }
    },
  );

  it('keeps what an application says of a message that a row knows', () => {
    const data = { messageBody: words, metadata: { content: 'kept', message: 'kept' }, senderDisplayName: 'Maria' };
    const { messageBody: _, ...rest } = data;
    expect(silent(gridEvent('ChatMessageReceived', data))).toBe(JSON.stringify(gridEvent('ChatMessageReceived', rest)));
  });

  it('lacks it where the data is JSON within a string, or Base64', () => {
    const [full, rest] = ['{"message":"see you at nine","to":"+1"}', '{"to":"+1"}'];
    expect(silent(cloudEvent('SMSReceived', full))).toBe(JSON.stringify(cloudEvent('SMSReceived', rest)));
    const encoded = (text: string) => ({ data: undefined, data_base64: Buffer.from(text).toString('base64') });
    const base = (text: string) => cloudEvent('SMSReceived', undefined, encoded(text));
    expect(silent(base(full))).toBe(JSON.stringify(base(rest)));
    expect(silent(base(rest))).toBe(JSON.stringify(base(rest)));
  });

  it.each([words, `{"message":"${words}`, `["${words}`, ''])('lacks data that is the text %j', (data) => {
    for (const type of ['SMSReceived', 'AdvancedMessageReceived']) {
      expect(silent(gridEvent(type, data))).toBe(JSON.stringify(gridEvent(type, undefined)));
      const encoded = { data_base64: Buffer.from(data).toString('base64') };
      expect(silent(cloudEvent(type, undefined, encoded))).toBe(JSON.stringify(cloudEvent(type, undefined)));
    }
  });

  it('of a type that no row knows lacks every such member, however deep', () => {
    const data = {
      content: words,
      from: '+1',
      media: { id: 'i', caption: words },
      interactive: { type: 'listReply', listReply: { id: 'l', title: words, Description: words } },
      parts: [{ text: words, index: 0 }, [{ body: { html: words } }]],
    };
    expect(JSON.parse(silent(gridEvent('AdvancedMessageReceived', data))).data).toEqual({
      from: '+1',
      media: { id: 'i' },
      interactive: { type: 'listReply', listReply: { id: 'l' } },
      parts: [{ index: 0 }, [{}]],
    });
  });

  it.each([
    ['data in another place', { eventType: 'Microsoft.Communication.SMSReceived', message: words }],
    ['a known type whose data is a list', gridEvent('SMSReceived', [{ message: words }])],
    ['no type at all', { message: words, deep: { body: words } }],
    ['a text', words],
    ['a list', [words, { message: words }].slice(1)],
    ['data twice', { ...gridEvent('SMSReceived', { message: words }), Data: { message: words } }],
  ])('lacks it with %s', (_, event) => {
    expect(silent(event)).not.toContain(words);
  });

  it('is read to any depth', () => {
    for (const depth of [10, 17, 30_000]) {
      const nested = `${'{"a":'.repeat(depth)}{"message":"${words}"}${'}'.repeat(depth)}`;
      const text = `{"type":"Microsoft.Communication.X","data":${nested}}`;
      expect(silent(undefined, text)).not.toContain(words);
    }
  });

  it('never holds the words, whatever else an event holds', () => {
    const key = fc.oneof(fc.constantFrom('message', 'Data', 'data', 'data_base64', 'eventType', 'a'), fc.string());
    const inner = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), tie('fields')),
      fields: fc.dictionary(key, tie('value')),
    })).value;
    fc.assert(
      fc.property(inner, fc.constantFrom('SMSReceived', 'Unheard'), (data, type) => {
        const event = gridEvent(type, { other: data, message: words });
        const got = JSON.parse(silent(event));
        expect(JSON.stringify(got)).not.toContain(words);
        if (type === 'SMSReceived') expect(got).toEqual(JSON.parse(JSON.stringify(gridEvent(type, { other: data }))));
      }),
    );
  });
});

describe('a text that is no JSON', () => {
  it.each([
    [`{"id":"1","data":{"message":"${words}"`, '{"id":"1",'],
    [`{"id":"1" , "eventType":"a\\"b", "DATA_BASE64" : "x"`, '{"id":"1" , "eventType":"a\\"b", '],
    [`{id:1, messageBody: "${words}"`, '{'],
    [`{"id":"1","message\\u0042ody":"${words}"`, '{"id":"1",'],
    [`{"id":"1","subject":["${words}"`, '{"id":"1",'],
    [`{"id":"1","subject":"${words}`, '{"id":"1",'],
    [words, ''],
    [`"${words}`, ''],
  ])('%j is kept as far as it is an envelope', (text, kept) => {
    expect(envelopeOnly(text)).toBe(kept);
  });

  it('is cut quickly, however long', () => {
    for (const text of [`{${'"id":"1",'.repeat(100_000)}x`, `{"id":"${'\\"'.repeat(1_000_000)}`]) {
      const started = performance.now();
      envelopeOnly(text);
      expect(performance.now() - started).toBeLessThan(2000);
    }
  });
});
