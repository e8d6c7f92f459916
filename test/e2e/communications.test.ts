/** Calls and messages as people see them: records in by every road, communications and call logs out. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mail, mailEvents, smsPair, threeRecipients } from '../communications/message-stories.ts';
import { automationCall, call, groupCall, jonas, maria, twoPartyCall, updates } from '../communications/stories.ts';
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
import { stores } from './stores.ts';

const group = JSON.parse(JSON.stringify(groupCall).replaceAll(/3b0e6c11|5f7c9d21/g, '77777777')) as Item[];

describe.each(stores)('communications on $store', ({ flags }) => {
  let commlog: Commlog;
  beforeAll(async () => {
    commlog = await startCommlog(temporaryFolder(), flags);
  });
  afterAll(() => remove(commlog));

  const list = (query = '') => ask<Page>(commlog, `/api/communications${query}`);
  const eventually = <Answer>(asked: () => Promise<Answer>) => expect.poll(asked, { timeout: 60_000, interval: 250 });

  test('are there soon after their records, one of each real one', async () => {
    await push(commlog, [...twoPartyCall, ...threeRecipients.slice(0, 4), ...smsPair]);
    await push(commlog, [...group, ...threeRecipients.slice(4)]);
    await push(commlog, mailEvents, { path: '/api/events' });
    await eventually(async () => (await list('?count=true')).total).toBe(4);
    await eventually(async () => (await list('?kind=email')).items[0]?.delivery).toBe('1 bounced, 2 delivered');
    const { items } = await list('?order=kind');
    expect(items.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'call Successful',
      'call Successful',
      'email Warning',
      'sms Failed',
    ]);
  }, 120_000);

  test('are led to by their ids when more comes, by whatever road and however often', async () => {
    const before = (await list('?kind=call')).items.map(({ id }) => id);
    await push(commlog, [...updates, ...automationCall, ...twoPartyCall]);
    await eventually(async () => (await list('?kind=call&category=call-survey')).items.length).toBe(1);
    // One of them has a further id now, which may be the smaller one; the old id leads to it.
    const now = (await list('?kind=call')).items.map(({ id }) => id).sort();
    const led = await Promise.all(before.map((id) => ask(commlog, `/api/communications/${id}`)));
    expect(led.map(({ communication }) => communication.id).sort()).toEqual(now);
    const [one] = (await list('?kind=call&category=call-survey')).items;
    const shown = await ask(commlog, `/api/communications/${one?.id}`);
    expect(shown.outcome).toMatchObject({ code: 'LOG_OK' });
    expect(shown.entries.length).toBeGreaterThan(12);
    expect(shown.communication.call).toMatchObject({ recordings: [{ format: 'mp4' }], surveys: [{ good: false }] });
    expect((await ask(commlog, `/api/find?value=${mail}`)).communications).toMatchObject([{ kind: 'email' }]);
  });

  test('are call logs: who called whom, with names and tags of the directory after a regeneration', async () => {
    const log = async () => (await ask<Page>(commlog, `/api/call-logs?conversation_id=${call}`)).items[0] as Item;
    expect(await log()).toMatchObject({ source: { identity: maria, name: null }, destination: { identity: jonas } });
    const person = { name: 'Maria Costa', identities: [`8:${maria}`], userField: 'front desk, sales' };
    const init = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(person) };
    await ask(commlog, '/api/directory/maria', init);
    expect((await log()).tags).toEqual([]);
    const { status, out } = await commlogCommand(commlog, 'regenerate', '-d', '4000');
    expect(status, out).toBe(0);
    expect(await log()).toMatchObject({ source: { name: 'Maria Costa' }, tags: ['front desk', 'sales'] });
    expect((await ask<Page>(commlog, '/api/call-logs?tags=sales,front%20desk')).items).toHaveLength(2);
    const csv = await (await fetch(`${commlog.url}/api/call-logs?format=csv&profile=calls`)).text();
    expect(csv.split('\r\n')[0]).toBe('Call Date,Caller,Called,Period,user Field');
    expect(csv).toContain('Maria Costa');
  }, 120_000);

  test('go and come back under the same ids, by hand', async () => {
    const ids = async () => (await list()).items.map(({ id }) => id).sort();
    const before = await ids();
    expect((await commlogCommand(commlog, 'delete', '-A')).status).toBe(0);
    expect(await ids()).toEqual([]);
    expect((await ask<Page>(commlog, '/api/records?category=sms')).items).toHaveLength(2);
    const made = await commlogCommand(commlog);
    expect(made.status, made.out).toBe(0);
    expect(await ids()).toEqual(before);
    expect(await commlogCommand(commlog, 'delete')).toMatchObject({ status: 2 });
    const exported = await commlogCommand(commlog, 'export', 'communications', '--format', 'ndjson');
    expect(exported.out.trim().split('\n')).toHaveLength(before.length);
  }, 240_000);
});
