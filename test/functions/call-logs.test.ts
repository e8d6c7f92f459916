import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditTable } from '../../shared/audit/append-audit.ts';
import { callLogColumnNames } from '../../shared/communications/call-logs/call-log-columns.ts';
import { gatherPending } from '../../shared/communications/gather/gather-pending.ts';
import { callLogList } from '../../shared/http/call-log-answers.ts';
import { localAdministrator } from '../../shared/services.ts';
import { everyRow } from '../../shared/storage/table-store.ts';
import { desk, incoming, joins, outside, step, usageOf } from '../communications/call-logs/call-stories.ts';
import { smsPair } from '../communications/message-stories.ts';
import { at, jonas, maria, type Sent, summary } from '../communications/stories.ts';
import { ask, isProblemAnswer, memoryServices } from './app.ts';

let services: Awaited<ReturnType<typeof memoryServices>>;

async function open(now: string, env: Record<string, string> = {}) {
  services = await memoryServices({ localPrincipal: localAdministrator, clock: () => new Date(now), env });
}

async function deliver(records: readonly Sent[], events: readonly Sent[] = []) {
  const headers = { 'content-type': 'application/json' };
  const taken = await ask(services, 'ingest', '/ingest', { body: JSON.stringify({ records }) });
  expect(taken.json).toMatchObject({ stored: records.length });
  if (events.length > 0) {
    const body = JSON.stringify(events);
    expect((await ask(services, 'events', '/events', { headers, body })).json).toMatchObject({ stored: events.length });
  }
  const until = services.clock().getTime() + 50_000;
  await gatherPending(services, { until, signal: new AbortController().signal });
}

const put = (id: string, body: object) =>
  ask(services, 'put-person', `/directory/${id}`, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const list = (search = '', headers: Record<string, string> = {}) =>
  ask(services, 'list-call-logs', `/call-logs${search && `?${search}`}`, { headers });

// biome-ignore lint/suspicious/noExplicitAny: a test says by its expectations what the items are.
const itemsOf = async (search: string): Promise<any[]> => (await list(search)).json.items;

/** A record as it is, but of another call that began so many minutes later. */
function moved(sent: Sent, correlationId: string, minutes: number): Sent {
  const later = (text: string) => new Date(Date.parse(text) + minutes * 60_000).toISOString();
  const properties = Object.fromEntries(
    Object.entries(sent['properties'] as Sent).map(([name, value]) => [
      name,
      /time$/i.test(name) ? later(String(value)) : value,
    ]),
  );
  return { ...sent, time: later(String(sent['time'])), correlationId, properties };
}

describe('GET /call-logs', () => {
  beforeEach(async () => {
    await open('2026-03-10T18:00:00.000Z');
    await put('maria', { name: 'Maria', identities: [maria], userField: 'sales, north' });
    await put('jonas', { name: 'Jonas, "the desk"', identities: [jonas], userField: 'billing' });
    const [first, second] = [joins(maria, 0), joins(jonas, 3)];
    const short = [joins(jonas, 0), joins(maria, 60)].map((one) => moved(one, 'call-second', 30));
    await deliver(
      [first, second, ...short, step('RejectCall'), ...smsPair].filter((one) => one !== undefined).map(rejected),
      [
        {
          ...incoming(outside, desk, at(50)),
          data: { ...(incoming(outside, desk).data as Sent), correlationId: 'call-third' },
        },
      ],
    );
  });

  /** The step belongs to the third call. */
  function rejected(sent: Sent): Sent {
    return sent['operationName'] === 'RejectCall' ? { ...sent, time: at(50, 4), correlationId: 'call-third' } : sent;
  }

  it('answers calls and nothing else, newest first, in the described shape, with what can be seen and what matches', async () => {
    const { status, json } = await list();
    expect(status).toBe(200);
    expect(callLogList.parse(json)).toEqual(json);
    expect(json).toMatchObject({ total: 3, filtered: 3, next: null });
    expect(json.items.map((one: Sent) => one['call_status'])).toEqual(['blocked', 'answered', 'answered']);
    expect(json.items[0]).toMatchObject({
      ...{ start: at(50), end: at(50, 4), call_direction: 'inbound', conversation_id: 'call-third' },
      ...{ source: { number: outside }, requested: { number: desk }, tags: [], recordings: [], quality: null },
    });
    expect(json.items[2]).toMatchObject({
      source: { name: 'Maria', user_uuid: 'maria', identity: maria },
      destination: { name: 'Jonas, "the desk"', user_uuid: 'jonas' },
      destination_details: { type: 'user', user_uuid: 'jonas' },
      ...{ tags: ['billing', 'north', 'sales'], duration: 122, period: 125 },
    });
    const detail = await ask(services, 'get-communication', json.items[2].link.slice('/api'.length));
    expect(detail.json.communication.id).toBe(json.items[2].id);
  });

  it('counts what matches, and all that can be seen whatever the range', async () => {
    expect((await list('user_uuid=jonas&call_status=answered')).json).toMatchObject({ total: 3, filtered: 2 });
    expect((await list(`from=${at(30)}&until=${at(50)}&limit=1`)).json).toMatchObject({ total: 3, filtered: 1 });
    expect((await list('tags=nothing')).json).toEqual({ items: [], total: 3, filtered: 0, next: null });
    expect((await list('count=false')).json).not.toHaveProperty('total');
  });

  it('takes what starts at from, and not what starts at until', async () => {
    const starts = async (search: string) => (await itemsOf(search)).map(({ start }) => start);
    expect(await starts(`from=${at(30)}`)).toEqual([at(50), at(30)]);
    expect(await starts(`until=${at(30)}`)).toEqual([at(0)]);
    expect(await starts(`from=${at(0)}&until=${at(50)}`)).toEqual([at(30), at(0)]);
  });

  it('orders by any field, nothing last when the largest is first, and pages by cursor and by offset', async () => {
    const sources = async (search: string) => (await itemsOf(search)).map(({ source }) => source.name);
    expect(await sources('order=duration')).toEqual(['Maria', 'Jonas, "the desk"', null]);
    expect(await sources('order=duration&direction=asc')).toEqual([null, 'Jonas, "the desk"', 'Maria']);
    expect(await sources('order=start&direction=asc')).toEqual(['Maria', 'Jonas, "the desk"', null]);
    for (const order of ['', 'order=caller_name&direction=asc&']) {
      const whole = await itemsOf(order);
      const first = (await list(`${order}limit=2`)).json;
      const second = (await list(`${order}limit=2&cursor=${first.next}`)).json;
      expect([...first.items, ...second.items]).toEqual(whole);
      expect(second.next).toBeNull();
      expect(await itemsOf(`${order}limit=1&offset=1`)).toEqual(whole.slice(1, 2));
      expect(await itemsOf(`${order}offset=3`)).toEqual([]);
    }
  });

  it('refuses what is wrong with one problem that names everything, for CSV too', async () => {
    for (const format of ['json', 'csv']) {
      const answer = await list(`limit=0&recurse=true&call_status=busy&format=${format}`);
      expect(isProblemAnswer(answer, 'invalid-parameters')).toBe(true);
      const paths = answer.json.issues.map(({ path }: { path: string }) => path);
      expect(paths.toSorted()).toEqual(['call_status', 'limit', 'recurse']);
    }
    expect(isProblemAnswer(await list('cursor=abc'), 'invalid-cursor')).toBe(true);
  });

  it('writes times in the zone of the installation, or that of the request', async () => {
    const settings = { ...services.settings, TIME_ZONE: 'Asia/Tokyo' };
    const there = await ask({ ...services, settings }, 'list-call-logs', '/call-logs?order=start&direction=asc');
    expect(there.json.items[0]).toMatchObject({ start: '2026-03-04T18:00:00.000+09:00' });
    expect(there.json.items[0].participants[1].start).toBe('2026-03-04T18:00:03.000+09:00');
    const [newest] = await itemsOf('tz=America/New_York');
    expect(newest.start).toBe('2026-03-04T04:50:00.000-05:00');
  });

  it('sends the full CSV with its columns whatever the data, as a file, and notes it in the audit log', async () => {
    const { status, headers, text } = await list('format=csv&from=2026-03-04&until=2026-03-05&tz=Asia/Tokyo');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    expect(headers.get('content-disposition')).toBe(
      'attachment; filename="commlog-call-logs-2026-03-04-2026-03-05-Asia-Tokyo.csv"',
    );
    expect(text.split('\r\n')[0]).toBe(callLogColumnNames.join(','));
    expect((await list('format=csv&tags=none')).text).toBe(`${callLogColumnNames.join(',')}\r\n`);
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(rows[0]).toMatchObject({
      ...{ source_number: `'${outside}`, answered: 'false', answer: '', start: '2026-03-04T18:50:00.000+09:00' },
    });
    expect(rows[2]).toMatchObject({ tags: 'billing;north;sales', destination_name: 'Jonas, "the desk"' });
    const audit = await Array.fromAsync(everyRow(services.store, auditTable(services.clock().getTime()), {}));
    expect(audit.find(({ event }) => event === 'call-logs-exported')).toMatchObject({
      ...{ actor: 'local', operation: 'list-call-logs', target: 'call-logs', new: '3' },
    });
  });

  it('sends everything that matches as a file, in the order of the list, not a page of it', async () => {
    const more = Array.from({ length: 130 }, (_, index) => moved(joins(maria, 0), `call-more-${index}`, 100 + index));
    await deliver(more);
    const ids = (await itemsOf('limit=1000&order=end&direction=asc')).map(({ id }) => id);
    expect(ids).toHaveLength(133);
    const { text } = await list('format=csv&order=end&direction=asc');
    expect((parse(text, { columns: true }) as Record<string, string>[]).map(({ id }) => id)).toEqual(ids);
    const lines = (await list('', { accept: 'application/x-ndjson' })).text.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(await itemsOf('limit=1000'));
  });

  it('keeps the numbers as they are in a file for machines', async () => {
    const row = async (search: string) =>
      (await list(`format=csv&call_status=blocked&${search}`)).text.split('\r\n')[1];
    expect(await row('profile=calls')).toBe(`2026-03-04T09:50:00,'${outside},'${desk},4,`);
    expect(await row('profile=calls&formulas=keep')).toBe(`2026-03-04T09:50:00,${outside},${desk},4,`);
  });

  it('quotes a comma, and doubles a quote, in the CSV of the calls', async () => {
    const { text } = await list('format=csv&profile=calls&call_status=answered&tz=UTC');
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      'Call Date,Caller,Called,Period,user Field',
      `2026-03-04T09:30:00,"Jonas, ""the desk"" (${jonas})",Maria (${maria}),125,"billing,sales,north"`,
    ]);
  });
});

describe('the CSV of Wazo', () => {
  it('is given to the letter, from the records of a call of two', async () => {
    await open('2015-01-02T12:00:00.000Z');
    await put('alice', { name: 'Alice', numbers: ['1001'], userField: 'userfield' });
    const start = '2015-01-02T00:00:00.000Z';
    const line = (second: number, endpointId: string): Sent => {
      const properties = {
        ...{ identifier: 'null', endpointType: 'PSTN', endpointId, callStartTime: start, callDuration: 2 },
        ...{ participantStartTime: `2015-01-02T00:00:0${second}.000Z`, participantDuration: String(2 - second) },
      };
      return summary({}, properties, '2015-01-02T01:00:00.000Z');
    };
    const usage = usageOf('1001', '1002', { startTime: start, endTime: '2015-01-02T00:00:02.000Z' });
    await deliver([line(1, 'e-2'), line(0, 'e-1'), { ...usage, time: '2015-01-02T00:10:00.000Z' }]);
    const { text } = await list('format=csv&profile=calls');
    expect(text).toBe(
      'Call Date,Caller,Called,Period,user Field\r\n2015-01-02T00:00:00,Alice (1001),1002,2,userfield\r\n',
    );
  });
});
