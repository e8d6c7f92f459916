import { beforeEach, describe, expect, it } from 'vitest';
import { communicationAnswer } from '../../shared/http/communication-answers.ts';
import { mailEvents, smsPair, status, threeRecipients } from '../communications/message-stories.ts';
import { at, automationCall, call, log, twoPartyCall } from '../communications/stories.ts';
import { ask, isProblemAnswer } from './app.ts';
import { type Gathered, gathered } from './gathered.ts';

let app: Gathered;
const idOf = async (kind: string) => (await app.get(`/communications?kind=${kind}`)).json.items[0].id as string;
const read = async (kind: string, search = '') => app.get(`/communications/${await idOf(kind)}${search}`);

beforeEach(async () => {
  app = await gathered([...threeRecipients, ...smsPair, ...twoPartyCall]);
});

describe('GET /communications/{id}', () => {
  it('begins with the outcome in words, and ends the time line with the same', async () => {
    const answer = await read('email');
    const { json } = answer;
    expect(answer.status).toBe(200);
    expect(communicationAnswer.parse(json)).toEqual(json);
    expect(Object.keys(json)[0]).toBe('outcome');
    expect(json.outcome).toMatchObject({
      code: 'LOG_OK',
      sentence: 'It did log. Warning: 1 bounced, 2 delivered.',
      final: true,
    });
    expect(json.entries.at(-1)).toMatchObject({ text: json.outcome.sentence, outcome: json.outcome.code });
  });

  it('has an entry for each record in order of time, with gaps of a second and more', async () => {
    const { json } = await read('email');
    expect(
      json.entries.slice(0, -1).map(({ number, at, gapSeconds }: Record<string, unknown>) => [number, at, gapSeconds]),
    ).toEqual([
      [1, expect.stringContaining('T09:00:00'), undefined],
      [2, expect.stringContaining('T09:00:05'), 5],
      [3, expect.stringContaining('T09:00:08'), 3],
      [4, expect.stringContaining('T09:00:50'), 42],
      [5, expect.stringContaining('T09:01:00'), 10],
      [6, expect.stringContaining('T09:01:30'), 30],
      [7, expect.stringContaining('T09:02:00'), 30],
    ]);
    expect(json.entries[0]).toMatchObject({ module: 'E-mail: sent / SendMail', object: 'Message' });
    expect(json.records).toHaveLength(7);
    expect(json.records[0].path).toBe(`/api/records/${json.records[0].id}`);
    expect(json.communication).toMatchObject({
      kind: 'email',
      delivery: { text: '1 bounced, 2 delivered' },
      engagement: { opens: 1 },
      objects: [{ type: 'Message', state: 'Warning', records: 7, entries: [1, 2, 3, 4, 5, 6, 7] }],
      links: { self: expect.stringContaining(json.communication.id) },
    });
  });

  it('shows entries of a priority and above, and those with a text, and says how many of how many', async () => {
    const errors = await read('email', '?priority=error');
    expect(errors.json).toMatchObject({ entriesShown: 2, entriesTotal: 8 });
    expect(errors.json.entries[0].text).toContain('ruth@example.com');
    const found = await read('email', '?search=OMAR@');
    expect(found.json.entriesShown).toBe(3);
    const wrong = await read('email', '?priority=loud&serach=x');
    expect(isProblemAnswer(wrong, 'invalid-parameters')).toBe(true);
    expect(wrong.json.issues).toHaveLength(2);
  });

  it('says by which roads its records came', async () => {
    const body = JSON.stringify(mailEvents);
    const headers = { 'content-type': 'application/json' };
    expect((await ask(app.services, 'events', '/events', { headers, body })).json).toMatchObject({ stored: 3 });
    await app.deliver([status('lena@example.com', 'Delivered', at(9))]);
    const { json } = await read('email');
    expect(json.sources).toEqual([
      { source: 'push', records: 8 },
      { source: 'event-grid', records: 3 },
    ]);
    const roads = new Set(json.records.map(({ source }: Record<string, unknown>) => source));
    expect(roads).toEqual(new Set(['push', 'event-grid']));
  });

  it('leads from an id that a merge made obsolete to what it became', async () => {
    // Known by its connection alone, which is weaker than the key of a call.
    app = await gathered([{ ...automationCall[3], correlationId: 'null' }]);
    const { json } = await app.get('/communications');
    const [{ id: before }] = json.items;
    await app.deliver([...automationCall, ...twoPartyCall]);
    const merged = await app.get('/communications');
    expect(merged.json.items).toHaveLength(1);
    const [{ id: after }] = merged.json.items;
    expect(after).not.toBe(before);
    const { status: code, json: led } = await app.get(`/communications/${before}`);
    expect([code, led.communication.id]).toEqual([200, after]);
  });

  it('answers not-found with the id for one that there is not', async () => {
    for (const id of [`call-${'0'.repeat(32)}`, 'nonsense']) {
      const answer = await app.get(`/communications/${id}`);
      expect(isProblemAnswer(answer, 'not-found')).toBe(true);
      expect(answer.json.detail).toContain(id);
    }
  });

  it('counts records that are only a detail, and leaves them out of the time line', async () => {
    const stats = Array.from({ length: 12 }, (_, second) =>
      log(
        'CallClientMediaStatsTimeSeries',
        `2026-03-04T09:00:${20 + second}.000Z`,
        { operationName: 'CallClientMediaStats' },
        { callId: call, metricName: 'bitrate', callClientTimeStamp: `2026-03-04T09:00:${20 + second}.000Z` },
      ),
    );
    await app.deliver(stats);
    const { json } = await read('call');
    expect(json.details).toEqual([{ category: 'call-client-media-stats', records: 12 }]);
    expect(json.entries.some(({ module }: { module: string }) => /media stat/i.test(module))).toBe(false);
    expect(json.communication.links.callLogs).toContain('/api/call-logs?from=2026-03-04T09');
  });

  it('reads a communication of a record that carries no key', async () => {
    app = await gathered([
      log('AuthOperational', '2026-03-04T09:00:00.000Z', { operationName: 'IssueToken', resultType: 'Succeeded' }, {}),
    ]);
    const { json } = await read('operation');
    expect(json.records).toHaveLength(1);
    expect(json.entries[0]).toMatchObject({ object: 'Connection' });
  });

  it('lists a thousand records at most, and says that there are more', async () => {
    await app.deliver(
      Array.from({ length: 1005 }, (_, index) =>
        status(`r${index}@example.com`, 'Delivered', at(3, Math.floor(index / 10))),
      ),
    );
    const { json } = await read('email');
    expect(json).toMatchObject({ truncated: true, entriesShown: 1001 });
    expect(json.records).toHaveLength(1000);
    expect(json.entries.at(-1).outcome).toBe('LOG_OK');
    expect((await read('sms')).json.truncated).toBeUndefined();
  });
});
