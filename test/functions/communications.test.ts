import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditTable } from '../../shared/audit/append-audit.ts';
import { communicationColumnNames } from '../../shared/communications/list/communication-item.ts';
import { communicationParameters } from '../../shared/communications/list/read-communication-query.ts';
import { communicationList } from '../../shared/http/communication-answers.ts';
import { routeNamed } from '../../shared/http/routes.ts';
import { everyRow, StorageUnavailable } from '../../shared/storage/table-store.ts';
import { smsPair, status, threeRecipients } from '../communications/message-stories.ts';
import { at, jonas, maria, twoPartyCall } from '../communications/stories.ts';
import { ask, isProblemAnswer } from './app.ts';
import { evening, type Gathered, gathered } from './gathered.ts';

let app: Gathered;

beforeEach(async () => {
  app = await gathered([...threeRecipients, ...smsPair, ...twoPartyCall]);
});

const kindsOf = ({ json }: { json: { items: { kind: string }[] } }) => json.items.map(({ kind }) => kind);

describe('GET /communications', () => {
  it('answers items in the described shape, with the counts of all states', async () => {
    const { status, json } = await app.get('/communications?count=true');
    expect(status).toBe(200);
    expect(communicationList.parse(json)).toEqual(json);
    expect(json).toMatchObject({
      ...{ next: null, total: 3, filtered: 3 },
      states: { Processing: 0, Successful: 1, Warning: 1, Failed: 1, Stale: 0 },
    });
    expect(json.items.find(({ kind }: { kind: string }) => kind === 'email')).toEqual({
      id: expect.stringMatching(/^mail-[0-9a-f]{32}$/),
      ...{ kind: 'email', state: 'Warning', outcome: 'LOG_OK', direction: 'outbound', account: 'example.org' },
      ...{ start: '2026-03-04T09:00:00.000Z', end: '2026-03-04T09:02:00.000Z', seconds: 120, resource: 'desk' },
      from: ['tickets@example.org'],
      to: ['lena@example.com', 'omar@example.com', 'ruth@example.com'],
      ...{ delivery: '1 bounced, 2 delivered', deliveryEver: ['bounced', 'delivered', 'outfordelivery'] },
      ...{ opens: 1, clicks: 0, priority: 'Error', tags: [], records: 7 },
      categories: ['email-engagement', 'email-send', 'email-status'],
    });
  });

  it('filters, and counts each state as if it were not filtered by state', async () => {
    const { json } = await app.get('/communications?state=Failed&count=true&kind=sms,email');
    expect(kindsOf({ json })).toEqual(['sms']);
    expect(json).toMatchObject({ total: 2, filtered: 1, states: { Warning: 1, Failed: 1, Successful: 0 } });
    const searched = await app.get('/communications?search=RUTH@&state=Failed&count=true');
    expect(searched.json).toMatchObject({ items: [], total: 3, filtered: 0, states: { Warning: 1, Failed: 0 } });
    expect(kindsOf(await app.get(`/communications?identity=8:${maria.toUpperCase()}`))).toEqual(['call']);
    expect((await app.get('/communications?kind=call')).json.items[0]).toMatchObject({ from: [maria], to: [jonas] });
    expect(kindsOf(await app.get('/communications?address=Ruth <RUTH@example.com>'))).toEqual(['email']);
    expect(kindsOf(await app.get('/communications?number=833 555 0100'))).toEqual([]);
    expect(kindsOf(await app.get('/communications?number=*833 555 0100'))).toEqual(['sms']);
    expect(kindsOf(await app.get('/communications?resource=DESK&object=message&outcome=log_ok'))).toHaveLength(3);
    expect(kindsOf(await app.get('/communications?object=Connection'))).toEqual([]);
  });

  it('counts right after a communication changed, or moved to another day, however long its day had been quiet', async () => {
    const counts = async (search = '') => (await app.get(`/communications?count=true&limit=1&${search}`)).json;
    app.wait(600_000);
    expect(await counts()).toMatchObject({ total: 3, states: { Warning: 1, Successful: 1 } });
    await app.deliver([status('ruth@example.com', 'Delivered', at(30))]);
    app.wait(600_000);
    expect(await counts()).toMatchObject({ total: 3, states: { Warning: 0, Successful: 2 } });
    await app.deliver([status('lena@example.com', 'OutForDelivery', '2026-03-03T23:59:00.000Z')]);
    expect(await counts()).toMatchObject({ total: 3, states: { Successful: 2 } });
    expect(await counts('from=2026-03-03&until=2026-03-04')).toMatchObject({ total: 1 });
    expect(await counts('from=2026-03-04&until=2026-03-05')).toMatchObject({ total: 2 });
  });

  it('writes times in the zone that is asked for', async () => {
    const { json } = await app.get('/communications?kind=email&tz=Asia/Tokyo');
    expect(json.items[0]).toMatchObject({
      start: '2026-03-04T18:00:00.000+09:00',
      end: '2026-03-04T18:02:00.000+09:00',
    });
  });

  it('names every mistake in one problem, for CSV too', async () => {
    for (const format of ['json', 'csv']) {
      const answer = await app.get(`/communications?limit=0&sate=Failed&number=x&format=${format}`);
      expect(isProblemAnswer(answer, 'invalid-parameters')).toBe(true);
      expect(answer.json.issues.map(({ path }: { path: string }) => path).toSorted()).toEqual([
        'limit',
        'number',
        'sate',
      ]);
    }
    expect(isProblemAnswer(await app.get('/communications?cursor=abc'), 'invalid-cursor')).toBe(true);
  });

  it('describes every parameter that it reads', () => {
    expect(Object.keys(routeNamed('list-communications').query.shape).toSorted()).toEqual(
      [...communicationParameters].toSorted(),
    );
  });

  it('sends CSV with fixed columns as a file, and notes it in the audit log', async () => {
    const { status, headers, text } = await app.get(
      '/communications?format=csv&from=2026-03-01&order=kind&search=example',
    );
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    expect(headers.get('content-disposition')).toBe(
      'attachment; filename="commlog-communications-2026-03-01-2026-03-10.csv"',
    );
    expect(text.split('\r\n')[0]).toBe(communicationColumnNames.join(','));
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(rows).toMatchObject([
      { kind: 'email', to: 'lena@example.com;omar@example.com;ruth@example.com', opens: '1' },
    ]);
    const audit = await Array.fromAsync(everyRow(app.services.store, auditTable(evening), {}));
    expect(audit).toMatchObject([
      { event: 'communications-exported', operation: 'list-communications', actor: 'local', new: '1' },
    ]);
    const filter = String(audit[0]?.['filter']);
    expect(Object.keys(JSON.parse(filter))).toEqual(['format', 'from', 'order', 'search']);
    expect(filter).not.toContain('example');
  });

  it('keeps spreadsheets from taking a number for a formula, unless formulas are kept', async () => {
    const cell = async (more: string) => {
      const { text } = await app.get(`/communications?kind=sms&format=csv${more}`);
      return (parse(text, { columns: true }) as Record<string, string>[])[0]?.['account'];
    };
    expect(await cell('')).toBe("'+18335550100");
    expect(await cell('&formulas=keep')).toBe('+18335550100');
  });

  it('sends the items of the list as NDJSON, in the same order', async () => {
    const { json } = await app.get('/communications?order=-seconds');
    const { text } = await app.get('/communications?order=-seconds', { accept: 'application/x-ndjson' });
    const lines = text.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(json.items);
  });

  it('ends a file with a line that says so when storage fails in the middle', async () => {
    const { store } = app.services;
    const failing = {
      ...store,
      query: (...asked: Parameters<typeof store.query>) =>
        asked[0].startsWith('Communications') ? Promise.reject(new StorageUnavailable('gone')) : store.query(...asked),
    };
    const services = { ...app.services, store: failing };
    const { text } = await ask(services, 'list-communications', '/communications?format=csv');
    expect(text).toMatch(/\r\n"?# incomplete: storage-unavailable[^\n]*\r\n$/);
  });
});

describe('GET /communications?since=', () => {
  it('gives each created and changed communication once, in the order of the changes, a minute later', async () => {
    app.wait(59_000);
    const none = await app.get('/communications?since=beginning');
    expect(none.json.items).toEqual([]);
    app.wait(2_000);
    const first = await app.get('/communications?since=&limit=2');
    const second = await app.get(`/communications?since=${first.json.next}&limit=2`);
    const all = [...first.json.items, ...second.json.items];
    expect(all.map(({ kind }) => kind).toSorted()).toEqual(['call', 'email', 'sms']);
    expect(all.every(({ change }) => change === 'created')).toBe(true);
    expect(communicationList.parse(first.json)).toEqual(first.json);

    const idle = await app.get(`/communications?since=${second.json.next}`);
    expect(idle.json).toEqual({ items: [], next: expect.any(String) });
    await app.deliver([status('ruth@example.com', 'Delivered', at(30))]);
    expect((await app.get(`/communications?since=${idle.json.next}`)).json.items).toEqual([]);
    app.wait(61_000);
    const third = await app.get(`/communications?since=${idle.json.next}`);
    expect(third.json.items).toMatchObject([
      { kind: 'email', change: 'updated', changed: expect.stringMatching(/^2026-03-10T18:01:01/) },
    ]);
    // From the beginning it is there once as well, at its new place.
    const anew = await app.get('/communications?since=beginning');
    expect(anew.json.items.map(({ kind }: { kind: string }) => kind).at(-1)).toBe('email');
    expect(anew.json.items).toHaveLength(3);
  });

  it('combines with filters, and goes on to the end whatever they leave out', async () => {
    app.wait(61_000);
    const { json } = await app.get('/communications?since=beginning&kind=sms&state=Failed');
    expect(kindsOf({ json })).toEqual(['sms']);
    expect((await app.get(`/communications?since=${json.next}&kind=sms&state=Failed`)).json.items).toEqual([]);
  });

  it('refuses a changed cursor, a cursor of a list, and what does not go with it', async () => {
    const { json } = await app.get('/communications?limit=1');
    for (const wrong of ['abc', json.next])
      expect(isProblemAnswer(await app.get(`/communications?since=${wrong}`), 'invalid-cursor')).toBe(true);
    const answer = await app.get('/communications?since=&order=kind&count=true&format=csv');
    expect(isProblemAnswer(answer, 'invalid-parameters')).toBe(true);
    expect(answer.json.issues.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(['order', 'count', 'format']),
    );
  });
});

describe('GET /find', () => {
  it('answers the communications that records belong to, each once, and one whose own id is asked for', async () => {
    const { json } = await app.get('/find?value=Lena <lena@example.com>');
    expect(json.items).toHaveLength(1);
    expect(json.communications).toMatchObject([{ kind: 'email', delivery: '1 bounced, 2 delivered' }]);
    const own = await app.get(`/find?value=${json.communications[0].id}`);
    expect(own.json).toMatchObject({ items: [], communications: [{ kind: 'email' }] });
    expect(own.json.hints).toBeUndefined();
    const record = await app.get(`/find?value=${json.items[0].id}`);
    expect(record.json.communications).toEqual(json.communications);
    const call = await app.get('/find?value=3B0E6C11-42d7-4b8f-a6c3-0d9e5f7a1b20');
    expect(call.json.communications).toMatchObject([{ kind: 'call' }]);
    expect((await app.get('/find?value=nobody')).json).toMatchObject({ communications: [], hints: expect.anything() });
  });

  it('answers fifty communications at most, says that there are more, and asks storage once for each', async () => {
    const sent = Array.from({ length: 60 }, (_, index) => ({
      ...smsPair[0],
      time: `2026-03-05T10:00:${String(index).padStart(2, '0')}.000Z`,
      correlationId: `sms-${index}`,
      properties: { messageId: `message-${index}`, phoneNumber: '+4930901820' },
    }));
    await app.deliver(sent);
    const { json } = await app.get('/find?value=0049 30 901820');
    expect(json.items).toHaveLength(60);
    expect(json.communications).toHaveLength(50);
    expect(json.communicationsTruncated).toBe(true);
    const few = await app.get('/find?value=0049 30 901820&limit=5');
    expect(few.json.communications).toHaveLength(5);
    expect(few.json.communicationsTruncated).toBeUndefined();
  });
});
