/** What was delivered comes back as it was, whatever is in it, and its ids lead to it. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ask,
  type Commlog,
  commlogCommand,
  type Item,
  type Page,
  push,
  remove,
  startCommlog,
  temporaryFolder,
} from './commlog.ts';
import { resource } from './events.ts';
import { stores } from './stores.ts';

const long = (length: number) =>
  'Was it sent? Ja, «vielleicht» 📨\\n'
    .repeat(Math.ceil(length / 34))
    .slice(0, length)
    .replace(/\\$/, '.');

/** Members of a record as JSON text, `id` being its correlation; what its columns must say. */
const strange: Readonly<Record<string, { readonly id: string; readonly members?: string; readonly says?: Item }>> = {
  'numbers that no double holds': {
    id: 'numbers-1',
    members:
      '"serial": 9007199254740993, "properties": {"n": [12345678901234567890, 1.0, -0, 0.10000000000000000555, 1E+2]}',
  },
  'seven digits of a second': {
    id: 'digits-1',
    members: '"time": "2026-02-26T20:15:16.7654321Z", "properties": {"deliveryAttempts": "2"}',
    says: { TimeGenerated: '2026-02-26T20:15:16.7654321Z', DeliveryAttempts: 2 },
  },
  'emoji, written out and escaped, and half of one': {
    id: '👩‍👩‍👧-\\ud83d\\ude00',
    members: '"resultDescription": "sent 🎉 \\ud83d\\ude80 \\ud800 end"',
    says: { CorrelationId: '👩‍👩‍👧-😀' },
  },
  'an id of the characters that keys cannot hold': { id: '/a\\\\b#c?d%2F../é\\t\\u0007 &+=;"'.replace('"', '\\"') },
  'an id of 3 KiB': { id: `long/${'x?'.repeat(1500)}` },
  'a text of 40 KiB': { id: 'text-40', members: `"resultDescription": "${long(40 * 1024)}"` },
  'a text of 40 KiB that no column takes': { id: 'text-41', members: `"properties": {"note": "${long(40 * 1024)}"}` },
  'a record of 2 MiB': {
    id: 'large-1',
    members: `"resultDescription": "${long(70_000)}", "properties": {"notes": ["${long(900_000)}", "${long(900_000)}"]}`,
  },
  'blanks, repeated names and a name that is not one': {
    id: 'names-1',
    members: '"level" :  "Warning",   "extra":1,"extra":2, "__proto__": {"a": null}, "": [ ]',
    says: { Level: 'Warning' },
  },
};

const textOf = ({ id, members }: { readonly id: string; readonly members?: string }, n: number): string => {
  const own = ['category', 'time', 'resourceId', 'operationName', 'correlationId'];
  const values = ['SMSOperational', `2026-02-26T20:00:${10 + n}.5Z`, resource, 'SMSMessagesSent', id];
  const common = own
    .map((name, index) => `"${name}": "${values[index]}"`)
    .filter((_, index) => !members?.startsWith(`"${own[index]}"`));
  return `{${[...common, ...(members ? [members] : [])].join(', ')}}`;
};
const cases = Object.entries(strange).map(([what, record], n) => ({ what, ...record, text: textOf(record, n) }));

describe.each(stores)('a record in $store', ({ flags }) => {
  let commlog: Commlog;
  /** By correlation. */
  const ids = new Map<string, string>();

  beforeAll(async () => {
    commlog = await startCommlog(temporaryFolder(), flags);
    const lines = join(commlog.data, 'strange.jsonl');
    writeFileSync(lines, cases.map(({ text }) => `${text}\n`).join(''));
    const { status, out } = await commlogCommand(commlog, 'import', lines);
    expect({ status, out }).toMatchObject({ status: 0, out: expect.stringMatching(/all +9 +9 +0 +0 +0/) });
    for (const { id, CorrelationId } of (await ask<Page>(commlog, '/api/records')).items) ids.set(CorrelationId, id);
  });
  afterAll(() => remove(commlog));

  describe.each(cases)('with $what', ({ id, text, says }) => {
    const correlation: string = JSON.parse(`"${id}"`);
    const read = async () => (await fetch(`${commlog.url}/api/records/${ids.get(correlation)}`)).text();

    test('is handed back unchanged, to the letter', async () => {
      const answer = await read();
      expect(answer.includes(`"delivered":${text},"source":"import"`)).toBe(true);
      const item = JSON.parse(answer);
      expect(item).toMatchObject({ ...says, CorrelationId: correlation, category: 'SMSOperational' });
      const { resultDescription } = JSON.parse(text);
      if (resultDescription !== undefined) expect(item.ResultDescription).toBe(resultDescription.toWellFormed());
    });

    test('is found by its id, and by its id as a filter', async () => {
      const value = encodeURIComponent(correlation);
      for (const path of [
        `/api/records?CorrelationId=${value}`,
        ...(value.length > 8 * 1024 ? [] : [`/api/find?value=${value}`]),
      ]) {
        expect((await ask<Page>(commlog, path)).items.map((item) => item.id)).toEqual([ids.get(correlation)]);
      }
    });

    test('is a duplicate of itself', async () => {
      expect(await push(commlog, text)).toMatchObject({ received: 1, duplicate: 1 });
    });
  });

  test('is the same in a file of all of them', async () => {
    const lines = (await (await fetch(`${commlog.url}/api/records?format=ndjson`)).text()).trim().split('\n');
    expect(lines).toHaveLength(cases.length);
    for (const { id, text } of cases) {
      const line = lines.find((one) => JSON.parse(one).CorrelationId === JSON.parse(`"${id}"`));
      const { AdditionalFields } = JSON.parse(line ?? '{}');
      for (const [name, value] of Object.entries(JSON.parse(text).properties ?? {})) {
        if (name !== 'deliveryAttempts') expect(JSON.stringify(AdditionalFields[name])).toBe(JSON.stringify(value));
      }
    }
    expect(lines.some((line) => line.includes('12345678901234567890'))).toBe(true);
  });
});
