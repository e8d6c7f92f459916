import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditTable } from '../../shared/audit/append-audit.ts';
import { recordList } from '../../shared/http/answers.ts';
import { localAdministrator } from '../../shared/services.ts';
import { everyRow } from '../../shared/storage/table-store.ts';
import { ask, isProblemAnswer, memoryServices } from './app.ts';

const now = new Date('2026-03-10T12:00:00Z');
let services: Awaited<ReturnType<typeof memoryServices>>;

/** Three messages of one number, a minute apart. */
const delivered = [0, 1, 2].map((minute) => ({
  time: `2026-03-09T10:0${minute}:00.1234567Z`,
  category: 'SMSOperational',
  operationName: 'SMSMessagesSent',
  resultType: minute === 1 ? 'Failed' : 'Succeeded',
  durationMs: 100 * minute,
  correlationId: `correlation-${minute}`,
  properties: { messageId: `message-${minute}`, phoneNumber: '+18335550142', surplus: { big: 1 } },
}));

beforeEach(async () => {
  services = await memoryServices({ localPrincipal: localAdministrator, clock: () => now });
  const body = JSON.stringify({ records: delivered });
  expect((await ask(services, 'ingest', '/ingest', { body })).json).toMatchObject({ stored: 3 });
});

const list = (search: string, headers: Record<string, string> = {}) =>
  ask(services, 'list-records', `/records?${search}`, { headers });

describe('GET /records', () => {
  it('finds a resource by any spelling of its id, group or name', async () => {
    const id =
      '/subscriptions/5C1D/resourceGroups/Talk-RG/providers/Microsoft.Communication/CommunicationServices/Talk';
    const body = JSON.stringify({ ...delivered[0], correlationId: 'with-resource', resourceId: id.toUpperCase() });
    expect((await ask(services, 'ingest', '/ingest', { body })).json).toMatchObject({ stored: 1 });
    for (const filter of [
      `ResourceId=${id}`,
      `ResourceId=${id.slice(1)}`,
      'ResourceGroup=TALK-rg',
      'resourcename=TALK',
    ]) {
      expect((await list(filter)).json.items, filter).toHaveLength(1);
    }
  });

  it('lists a cursor that is none among the other mistakes', async () => {
    const { status, json } = await list('category=nope&cursor=zz');
    expect([status, json.issues.map(({ path }: { path: string }) => path)]).toEqual([400, ['category', 'cursor']]);
  });

  it('writes times in the zone of the installation where the request names none', async () => {
    const settings = { ...services.settings, TIME_ZONE: 'Asia/Tokyo' };
    const there = await ask({ ...services, settings }, 'list-records', '/records?limit=1');
    expect(there.json.items[0].TimeGenerated).toBe('2026-03-09T19:02:00.1234567+09:00');
    const named = await ask({ ...services, settings }, 'list-records', '/records?limit=1&tz=UTC');
    expect(named.json.items[0].TimeGenerated).toBe('2026-03-09T10:02:00.1234567Z');
  });

  it('answers flat items, newest first, in the described shape', async () => {
    const { status, json } = await list('');
    expect(status).toBe(200);
    expect(recordList.parse(json)).toEqual(json);
    expect(json.next).toBeNull();
    expect(json.items[0]).toEqual({
      id: expect.stringMatching(/^20260309T100200123-[0-9a-f]{32}-sms$/),
      category: 'SMSOperational',
      TimeGenerated: '2026-03-09T10:02:00.1234567Z',
      OperationName: 'SMSMessagesSent',
      Category: 'SMSOperational',
      CorrelationId: 'correlation-2',
      ResultType: 'Succeeded',
      DurationMs: 200,
      MessageId: 'message-2',
      PhoneNumber: '+18335550142',
      AdditionalFields: { surplus: { big: 1 } },
    });
  });

  it('filters by columns, counts, pages and writes times in a zone', async () => {
    const { json } = await list('resulttype=SUCCEEDED&count=true&limit=1&tz=Asia/Tokyo');
    expect(json).toMatchObject({
      total: 3,
      filtered: 2,
      items: [{ MessageId: 'message-2', TimeGenerated: '2026-03-09T19:02:00.1234567+09:00' }],
    });
    const second = await list(`resulttype=SUCCEEDED&limit=1&cursor=${json.next}`);
    expect(second.json).toMatchObject({ next: null, items: [{ MessageId: 'message-0' }] });
  });

  it('keeps repeated parameters apart', async () => {
    const { json } = await list('MessageId=message-0&MessageId=message-2');
    expect(json.items.map(({ MessageId }: { MessageId: string }) => MessageId)).toEqual(['message-2', 'message-0']);
  });

  it('names every mistake in one problem, for CSV too', async () => {
    for (const format of ['json', 'csv']) {
      const answer = await list(`limit=0&Colour=red&DurationMs=fast&format=${format}`);
      expect(isProblemAnswer(answer, 'invalid-parameters')).toBe(true);
      expect(answer.json.issues.map(({ path }: { path: string }) => path).toSorted()).toEqual([
        'Colour',
        'DurationMs',
        'limit',
      ]);
    }
  });

  it('refuses a cursor that it did not give', async () => {
    expect(isProblemAnswer(await list('cursor=abc'), 'invalid-cursor')).toBe(true);
  });

  it('sends CSV as a file and notes it in the audit log', async () => {
    const { status, headers, text } = await list('category=sms&from=2026-03-09&until=2026-03-10&format=csv');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    expect(headers.get('content-disposition')).toBe('attachment; filename="commlog-sms-2026-03-09-2026-03-10.csv"');
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(rows.map(({ MessageId, PhoneNumber }) => [MessageId, PhoneNumber])).toEqual(
      [2, 1, 0].map((minute) => [`message-${minute}`, "'+18335550142"]),
    );
    const audit = await Array.fromAsync(everyRow(services.store, auditTable(now.getTime()), {}));
    expect(audit).toMatchObject([{ event: 'records-exported', actor: 'local', new: '3', target: 'records' }]);
    expect(Object.keys(JSON.parse(String(audit[0]?.['filter'])))).toEqual(['category', 'format', 'from', 'until']);
    expect(JSON.stringify(services.lines)).toContain('"items":3');
  });

  it('sends the items of the list as NDJSON, by Accept too', async () => {
    const { json } = await list('');
    const { text, headers } = await list('', { accept: 'application/x-ndjson' });
    expect(headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(json.items);
  });

  it('ends a file with a line that says so when storage fails in the middle', async () => {
    for (const [format, last] of [
      ['csv', /\r\n"?# incomplete: storage-unavailable[^\n]*\r\n$/],
      ['ndjson', /\{"error":\{"message":"incomplete: [^\n]*\n$/],
    ] as const) {
      const { StorageUnavailable } = await import('../../shared/storage/table-store.ts');
      const { query } = services.store;
      const store: typeof services.store = {
        ...services.store,
        query: (table, asked) =>
          table.startsWith('Records') ? Promise.reject(new StorageUnavailable('gone')) : query(table, asked),
      };
      const { status, text } = await ask({ ...services, store }, 'list-records', `/records?format=${format}`);
      expect(status).toBe(200);
      expect(`\r\n${text}`).toMatch(last);
    }
  });
});
