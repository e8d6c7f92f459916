import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { eventText } from '../../../shared/sources/event-hub/event-text.ts';

const json = '{"records":[{"a":"ü"}]}';
const textOf = async (body: unknown, maxBytes = 1000) => {
  const read = await eventText(body, maxBytes);
  return 'bytes' in read ? Buffer.from(read.bytes).toString() : read;
};

describe('the body of an event', () => {
  it.each<[string, unknown, string]>([
    ['bytes', Buffer.from(json), json],
    ['a view into bytes', new Uint8Array(Buffer.from(`--${json}`)).subarray(2), json],
    ['text', json, json],
    ['text that is no JSON', 'hello', 'hello'],
    ['packed bytes', gzipSync(json), json],
    [
      'two packed parts, one after the other',
      Buffer.concat([gzipSync(json.slice(0, 5)), gzipSync(json.slice(5))]),
      json,
    ],
    ['base64 of JSON', Buffer.from(json).toString('base64'), json],
    ['base64 of an array', Buffer.from('[1]').toString('base64'), '[1]'],
    ['base64 of packed bytes', gzipSync(json).toString('base64'), json],
    ['a word that could be base64', 'abcd', 'abcd'],
    ['an object', { records: [{ a: 'ü' }] }, json],
    ['an array', [1, null], '[1,null]'],
    ['null', null, 'null'],
    ['nothing', undefined, 'null'],
    ['a number', 7, '7'],
    ['a truth value', false, 'false'],
  ])('may be %s', async (_, body, text) => {
    expect(await textOf(body)).toBe(text);
  });

  it('that cannot be unpacked is a fault, its bytes kept', async () => {
    const cut = gzipSync(json).subarray(0, 20);
    expect(await textOf(cut)).toEqual({ fault: 'it is gzip that cannot be unpacked', text: cut.toString('base64') });
  });

  it('that unpacks to too much is a fault, however small it came', async () => {
    const bomb = gzipSync('0'.repeat(1001));
    expect(await textOf(bomb)).toMatchObject({ fault: 'unpacked it is larger than 1000 bytes' });
    expect(await textOf(gzipSync('0'.repeat(1000)))).toHaveLength(1000);
  });

  it('that cannot be written as JSON is a fault', async () => {
    const circle: Record<string, unknown> = {};
    circle['itself'] = circle;
    expect(await textOf(circle)).toMatchObject({ fault: expect.stringContaining('cannot be written as JSON') });
  });
});
