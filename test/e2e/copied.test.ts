/** The restore drill: a store is copied into one of the other kind, and the Commlog that starts on the copy answers the same. */

import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startAzurite } from '../../local/azurite.ts';
import { mail, mailEvents, smsPair, threeRecipients } from '../communications/message-stories.ts';
import { call, jonas, maria, twoPartyCall, updates } from '../communications/stories.ts';
import { runFile } from '../local/running.ts';
import {
  ask,
  type Commlog,
  type Item,
  type Page,
  pagesOf,
  push,
  quickly,
  remove,
  startCommlog,
  temporaryFolder,
} from './commlog.ts';
import { caller, type Event, eventOf, events, resource, users } from './events.ts';
import { stores } from './stores.ts';

const [sqlite, azurite] = stores;
const drills = [
  { from: sqlite, to: azurite },
  { from: azurite, to: sqlite },
].map((drill) => ({ ...drill, way: `from ${drill.from.store} to ${drill.to.store}` }));

/** Of a length that one row cannot hold. */
const large = {
  ...{
    category: 'SMSOperational',
    time: '2026-02-26T20:00:10.5Z',
    resourceId: resource,
    operationName: 'SMSMessagesSent',
  },
  ...{ correlationId: 'large-1', resultDescription: 'Läuft, «vielleicht» 📨 '.repeat(4000) },
  properties: { notes: ['ä'.repeat(900_000), 'ö'.repeat(900_000)] },
};
const records = [
  ...events.map(({ delivered }: Event) => delivered),
  ...twoPartyCall,
  ...updates,
  ...threeRecipients,
  ...smsPair,
  large,
];
const invalid = { ...large, time: 'never' };
const json = { headers: { 'content-type': 'application/json' } };

/** Where a Commlog of this store, which must not run, keeps its tables, as the command takes it; `end` ends what serves them. */
async function storeIn(data: string, { flags }: (typeof stores)[number]) {
  if (flags.length === 0) return { name: data, end: async () => {} };
  const { connectionString, stop } = await startAzurite(join(data, 'azurite'), ['table'], () => {});
  return { name: connectionString, end: stop };
}

/** Everything that people ask, but for what tells of the moment. */
async function answersOf(commlog: Commlog): Promise<Record<string, unknown>> {
  const items = async (path: string) => (await pagesOf(commlog, path)).flatMap((page) => page.items);
  const answers: Record<string, unknown> = {
    records: await items('/api/records?limit=200'),
    counted: await ask<Page>(commlog, '/api/records?limit=1&count=true&category=email-status'),
    communications: await items('/api/communications?limit=50'),
    'call logs': await items('/api/call-logs?limit=50'),
    categories: await ask<Page>(commlog, '/api/categories'),
    directory: await ask<Page>(commlog, '/api/directory'),
  };
  for (const value of [mail, caller, call, users[0] ?? '', 'large-1', '+14255550163']) {
    // Until when was searched tells of the moment.
    const { searched: _, ...found } = await ask(commlog, `/api/find?value=${encodeURIComponent(value)}`);
    answers[`find ${value}`] = found;
  }
  for (const { id } of (await ask<Page>(commlog, '/api/communications')).items) {
    answers[`communication ${id}`] = await ask(commlog, `/api/communications/${id}`);
  }
  const [{ id } = {} as Item] = (await ask<Page>(commlog, '/api/records?CorrelationId=large-1')).items;
  answers['large record'] = await ask(commlog, `/api/records/${id}`);
  return answers;
}

describe.each(drills)('a copy $way', ({ from, to }) => {
  const [data, copied] = [temporaryFolder(), temporaryFolder()];
  let commlog: Commlog;
  let answers: Record<string, unknown>;

  afterAll(() => remove(commlog));

  test('begins with a store of everything, at rest', async () => {
    commlog = await startCommlog(data, from.flags);
    const person = { name: 'Maria Costa', identities: [`8:${maria}`], userField: 'front desk' };
    await ask(commlog, '/api/directory/maria', { ...json, method: 'PUT', body: JSON.stringify(person) });
    expect(await push(commlog, [...records, invalid])).toMatchObject({ stored: records.length, rejected: 1 });
    await push(commlog, mailEvents, { path: '/api/events' });
    await ask(commlog, '/api/categories/chat', { ...json, method: 'PUT', body: '{"enabled": false}' });
    expect(await push(commlog, eventOf('chat', 99, '2026-02-26T12:00:00Z'))).toMatchObject({ skipped: 1 });
    const logOf = async () => (await ask<Page>(commlog, `/api/call-logs?conversation_id=${call}`)).items[0];
    await expect.poll(logOf, { timeout: 120_000, interval: 250 }).toMatchObject({
      ...{ source: { name: 'Maria Costa' }, destination: { identity: jonas }, tags: ['front desk'] },
    });
    // What is gathered behind the answers comes to rest.
    let last = '';
    const isAtRest = async () => {
      const now = JSON.stringify(await answersOf(commlog));
      const rests = now === last;
      last = now;
      return rests;
    };
    await expect.poll(isAtRest, { timeout: 60_000, interval: 2000 }).toBe(true);
    answers = await answersOf(commlog);
    await commlog.stop();
  }, 240_000);

  test('is verified, table by table', async () => {
    const [source, target] = [await storeIn(data, from), await storeIn(copied, to)];
    try {
      const env = { ...quickly, SOURCE: source.name, TARGET: target.name };
      const running = runFile('cli/commlog.ts', ['copy', '--from', 'env:SOURCE', '--to', 'env:TARGET'], env);
      expect(await running.ended, running.said.error).toBe(0);
      expect(running.said.out).toMatch(/Copied and verified: \d\d tables, \d,\d{3} rows/);
      expect(running.said.out).toContain('The key of the lookups came along.');
    } finally {
      await Promise.all([source.end(), target.end()]);
    }
  }, 120_000);

  test('answers what the original answered', async () => {
    await remove(commlog);
    commlog = await startCommlog(copied, to.flags);
    const same = await answersOf(commlog);
    expect(Object.keys(same)).toEqual(Object.keys(answers));
    for (const [asked, answer] of Object.entries(same)) expect(answer, asked).toEqual(answers[asked]);
    expect((answers['records'] as Item[]).length).toBeGreaterThan(250);
    for (const [asked, found] of Object.entries(answers)) {
      if (asked.startsWith('find')) expect((found as Page).items.length, asked).toBeGreaterThan(0);
    }
    expect(answers['large record']).toMatchObject({ delivered: large });
  }, 120_000);

  test('knows every record that it is sent again, and goes on dropping what is switched off', async () => {
    const chats = events.filter(({ kind }) => kind === 'chat').length;
    const again = await push(commlog, records);
    expect(again).toMatchObject({ stored: 0, rejected: 0, skipped: chats, duplicate: records.length - chats });
  }, 60_000);
});
