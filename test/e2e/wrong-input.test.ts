/** What people and programs send by mistake, and what they are told: never a 500, never silence. */

import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, type Commlog, type Item, type Page, push, remove, startCommlog, temporaryFolder } from './commlog.ts';
import { eventOf, resource } from './events.ts';
import { stores } from './stores.ts';

const good = eventOf('sms', 1, '2026-02-26T12:00:00Z');
const json = JSON.stringify(good);
const vault = resource.replace('MICROSOFT.COMMUNICATION/COMMUNICATIONSERVICES', 'MICROSOFT.KEYVAULT/VAULTS');
const put = (body: string): RequestInit => ({ method: 'PUT', body, headers: { 'content-type': 'application/json' } });

/** Questions that cannot be answered: the parameters that the one answer names. */
const badQuestions: readonly (readonly [path: string, named: readonly string[]])[] = [
  ['/api/records?limit=0', ['limit']],
  ['/api/records?limit=1001', ['limit']],
  ['/api/records?limit=99999999999999999999', ['limit']],
  ['/api/records?limit=ten&from=yesterday&colour=red&category=smss', ['category', 'colour', 'from', 'limit']],
  ['/api/records?from=2026-02-30', ['from']],
  ['/api/records?from=2026-03-01&until=2026-02-01', ['from']],
  ['/api/records?limit=5&limit=6', ['limit']],
  ['/api/records?DurationMs.gte=slow&category=sms', ['DurationMs.gte']],
  ['/api/records?DurationMs.like=5', ['DurationMs.like']],
  ['/api/records?RecipientId=a&PhoneNumber=1', ['PhoneNumber']],
  ['/api/records?order=Colour', ['order']],
  ['/api/records?search=', ['search']],
  ['/api/records?format=xml', ['format']],
  ['/api/records?tz=Middle/Earth&format=csv', ['tz']],
  ['/api/records?format=csv&cursor=abc', ['cursor']],
  ['/api/records?__proto__=1&constructor=2', ['__proto__', 'constructor']],
  ['/api/records?headers=1', ['headers']],
  ['/api/records?%00=%00', ['\0']],
  ['/api/find', ['value']],
  ['/api/find?value=', ['value']],
  ['/api/find?value=%20', ['value']],
  [`/api/find?value=${'x'.repeat(9000)}`, ['value']],
  ['/api/find?value=a&order=start', ['order']],
  ['/api/categories?x=1', ['x']],
  ['/api/health?x=1', ['x']],
];

/** Requests, the status of the answer and the code of its problem; without code: an empty answer, as Azure gives it. */
const mistakes: readonly (readonly [what: string, path: string, init: RequestInit, status: number, code?: string])[] = [
  ['an id that is none', '/api/records/42', {}, 404, 'not-found'],
  ['an id of what is not there', `/api/records/20260101T101500123-${'0'.repeat(32)}-sms`, {}, 404, 'not-found'],
  ['an id of a day that never was', `/api/records/20260231T101500123-${'0'.repeat(32)}-sms`, {}, 404, 'not-found'],
  ['an id with a slash', '/api/records/a%2Fb', {}, 404, 'not-found'],
  ['an id that is no UTF-8', '/api/records/%E0%A4%A', {}, 404, 'not-found'],
  ['a zero byte in the path', '/api/records/%00', {}, 400],
  ['a cursor that somebody made up', '/api/records?cursor=eyJhIjoxfQ', {}, 400, 'invalid-cursor'],
  ['a cursor to find', '/api/find?value=a&cursor=%F0%9F%98%80', {}, 400, 'invalid-cursor'],
  ['a path that is none', '/api/record', {}, 404],
  ['a path outside of the API', '/records', {}, 404],
  ['DELETE', '/api/records', { method: 'DELETE' }, 404],
  ['GET of the ingest', '/api/ingest', {}, 404],
  ['POST of a list', '/api/records', { method: 'POST', body: json }, 404],
  ['an empty body', '/api/ingest', { method: 'POST', body: '' }, 400, 'unreadable-body'],
  ['no body at all', '/api/ingest', { method: 'POST' }, 400, 'unreadable-body'],
  ['blanks', '/api/ingest', { method: 'POST', body: ' \r\n \n' }, 400, 'unreadable-body'],
  ['half of a record', '/api/ingest', { method: 'POST', body: json.slice(0, 80) }, 400, 'unreadable-body'],
  ['HTML', '/api/ingest', { method: 'POST', body: '<!doctype html><p>Sign in</p>' }, 400, 'unreadable-body'],
  [
    'HTML that says so',
    '/api/ingest',
    { method: 'POST', body: '<p>', headers: { 'content-type': 'text/html' } },
    415,
    'unsupported-media-type',
  ],
  [
    'bytes',
    '/api/ingest',
    { method: 'POST', body: new Uint8Array([0x89, 0x50, 0, 0xff, 0xfe, 10, 0xc3]) },
    400,
    'unreadable-body',
  ],
  [
    'gzip that is cut off',
    '/api/ingest',
    { method: 'POST', body: new Uint8Array(gzipSync(json).subarray(0, 60)) },
    400,
    'unreadable-body',
  ],
  [
    'gzip that is none',
    '/api/ingest',
    { method: 'POST', body: json, headers: { 'content-encoding': 'gzip' } },
    400,
    'unreadable-body',
  ],
  [
    'brotli',
    '/api/ingest',
    { method: 'POST', body: json, headers: { 'content-encoding': 'br' } },
    415,
    'unsupported-encoding',
  ],
  ['a parameter of the ingest', '/api/ingest?dryRun=true', { method: 'POST', body: json }, 400, 'invalid-parameters'],
  ['a category of the path that there is not', '/api/ingest/faxes', { method: 'POST', body: json }, 404, 'not-found'],
  ['a switch of a category that there is not', '/api/categories/faxes', put('{"enabled":false}'), 404, 'not-found'],
  ['a switch without a body', '/api/categories/sms', put(''), 400],
  ['a switch with bad JSON', '/api/categories/sms', put('{enabled:false}'), 400, 'unreadable-body'],
  ['a switch with a word', '/api/categories/sms', put('{"enabled":"no"}'), 400, 'invalid-body'],
  ['a switch with more', '/api/categories/sms', put('{"enabled":true,"until":"noon"}'), 400, 'invalid-body'],
  [
    'a switch as a form',
    '/api/categories/sms',
    { method: 'PUT', body: new URLSearchParams({ enabled: 'false' }) },
    415,
    'unsupported-media-type',
  ],
];

/** Bodies that can be read, though no record is in them: the reason that the answer gives. */
const rejected: readonly (readonly [what: string, body: string, path: string, reason: RegExp])[] = [
  ['of another provider', JSON.stringify({ ...good, resourceId: vault }), 'resourceId', /microsoft\.keyvault/],
  ['without a time', JSON.stringify({ ...good, time: undefined }), 'time', /missing/],
  ['with a time that is none', JSON.stringify({ ...good, time: 'noon' }), 'time', /instant|time|date/],
  [
    'of tomorrow’s tomorrow',
    JSON.stringify({ ...good, time: new Date(Date.now() + 2 * 86_400_000) }),
    'time',
    /more than 24 hours in the future/,
  ],
  ['of 2014', JSON.stringify({ ...good, time: '2014-12-31T23:59:59Z' }), 'time', /before 2015/],
  ['without a category', JSON.stringify({ ...good, category: undefined }), 'category', /missing/],
  ['with a duration in words', JSON.stringify({ ...good, durationMs: 'long' }), 'durationMs', /number/],
  ['that is a number', '[17]', '[0]', /a record is a JSON object/],
  ['that is null', 'null', '', /a record is a JSON object/],
  ['that is an array in an array', `[["a"]]`, '[0][0]', /a record is a JSON object/],
];

describe.each(stores)('on $store', ({ flags }) => {
  let commlog: Commlog;
  beforeAll(async () => {
    commlog = await startCommlog(temporaryFolder(), flags);
  });
  afterAll(() => remove(commlog));
  const answerTo = (path: string, init: RequestInit = {}) =>
    fetch(commlog.url + path, { ...init, signal: AbortSignal.timeout(10_000) });

  test.each(badQuestions)('%s is a 400 that names what is wrong', async (path, named) => {
    const answer = await answerTo(path);
    const problem = (await answer.json()) as Item;
    expect(problem).toMatchObject({ status: 400, code: 'invalid-parameters' });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect([...new Set(problem.issues.map((issue: Item) => issue.path))].sort()).toEqual(named);
  });

  test.each(mistakes.map(([what, path, init, status, code]) => ({ what, path, init, status, code })))(
    '$what is told as what it is',
    async ({ path, init, status, code }) => {
      const answer = await answerTo(path, init);
      const text = await answer.text();
      expect({ status: answer.status, text }).toMatchObject({ status });
      if (code === undefined) return;
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(JSON.parse(text)).toMatchObject({
        code,
        status,
        instance: expect.stringMatching(/\S/),
        detail: expect.stringMatching(/\S/),
      });
    },
  );

  test.each(rejected)('a record %s is rejected with the field and the reason', async (_, body, path, reason) => {
    const { outcomes, ...counts } = await push(commlog, body);
    expect(counts).toEqual({ received: 1, stored: 0, duplicate: 0, skipped: 0, rejected: 1 });
    expect(outcomes).toMatchObject([{ index: 0, outcome: 'NOLOG_INVALID', issues: [{ path }] }]);
    expect(outcomes[0].issues[0].message).toMatch(reason);
  });

  test('a mistake among good records is named by its place, and spoils nothing', async () => {
    const second = eventOf('sms', 2, '2026-02-26T12:00:01Z');
    const counts = await push(commlog, [good, { ...good, time: 7 }, second]);
    expect(counts).toMatchObject({ received: 3, stored: 2, rejected: 1 });
    expect(counts.outcomes[1]).toMatchObject({ index: 1, issues: [{ path: '[1].time' }] });
    expect((await ask<Page>(commlog, '/api/records?count=true')).total).toBe(2);
  });

  test('a category that nobody knows is stored under its name', async () => {
    const counts = await push(commlog, { ...good, category: 'HologramOperational', properties: { beam: 3 } });
    expect(counts).toMatchObject({ received: 1, stored: 1 });
    const { items } = await ask<Page>(commlog, '/api/records?category=other&Category=HologramOperational');
    expect(items).toMatchObject([{ category: 'HologramOperational', AdditionalFields: { beam: 3 } }]);
  });

  test('a sender that breaks off in the middle of its body leaves nothing hanging and nothing half', async () => {
    const before = (await ask<Page>(commlog, '/api/records?count=true')).total;
    const { hostname, port } = new URL(commlog.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(
      `POST /api/ingest HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Length: 9999\r\n\r\n[${json.slice(0, 50)}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await answerTo('/api/health')).status).toBe(200);
    expect((await ask<Page>(commlog, '/api/records?count=true')).total).toBe(before);
  });

  test('nothing of all this stopped it, or is an error of its own', async () => {
    expect((await answerTo('/api/categories')).status).toBe(200);
    expect(commlog.process.said.error).toBe('');
  });
});
