import { gzipSync } from 'node:zlib';
import { HttpRequest } from '@azure/functions';
import { beforeEach, describe, expect, it } from 'vitest';
import { createApiKey } from '../../shared/access/api-keys.ts';
import { auditTable } from '../../shared/audit/append-audit.ts';
import { readDirectory } from '../../shared/directory/directory.ts';
import { peopleImported, peopleList, personItem } from '../../shared/http/directory-answers.ts';
import { readTextBody } from '../../shared/http/read-text-body.ts';
import { localAdministrator } from '../../shared/services.ts';
import { everyRow } from '../../shared/storage/table-store.ts';
import { faultyStore } from '../crash/faulty-store.ts';
import { ask, isProblemAnswer, memoryServices } from './app.ts';

const now = new Date('2026-03-04T12:00:00Z');
const type = { 'content-type': 'application/json' };
let services: Awaited<ReturnType<typeof memoryServices>>;
beforeEach(async () => {
  services = await memoryServices({ localPrincipal: localAdministrator, clock: () => now });
});

const path = (id: string) => `/directory/${encodeURIComponent(id)}`;
const put = (id: string, body: object) =>
  ask(services, 'put-person', path(id), { headers: type, body: JSON.stringify(body) });
const get = (id: string) => ask(services, 'get-person', path(id));
const remove = (id: string) => ask(services, 'delete-person', path(id));
const list = (query = '') => ask(services, 'list-people', `/directory${query}`);
const importCsv = (body: string, query = '', headers: Record<string, string> = { 'content-type': 'text/csv' }) =>
  ask(services, 'import-people', `/directory/import${query}`, { headers, body });
const auditRows = () => Array.fromAsync(everyRow(services.store, auditTable(now.getTime()), {}));

describe('PUT /directory/{id}', () => {
  it('stores the person and answers it with its tags', async () => {
    const asked = await put('8:acs:a_b', { name: 'Ann', numbers: ['+18335550142'], userField: 'sales, north' });
    expect(asked.status).toBe(200);
    expect(personItem.parse(asked.json)).toEqual({
      ...{ id: '8:acs:a_b', name: 'Ann', numbers: ['+18335550142'], addresses: [], identities: [], ignores: [] },
      ...{ userField: 'sales, north', active: true, tags: ['sales', 'north'] },
    });
    expect((await get('8:acs:a_b')).json).toEqual(asked.json);
    expect((await readDirectory(services)).personOf('8335550142')).toBeUndefined();
    expect((await readDirectory(services)).personOf('4:+18335550142')?.name).toBe('Ann');
  });

  it('names every member that is wrong', async () => {
    const asked = await put('ann', { numbers: ['x'], active: 'yes', nmae: 'Ann' });
    expect(isProblemAnswer(asked, 'invalid-body')).toBe(true);
    expect(asked.json.issues.map(({ path: where }: { path: string }) => where)).toEqual([
      ...['name', 'numbers[0]', 'active', 'nmae'],
    ]);
    expect((await get('ann')).status).toBe(404);
  });

  it.each(['a/b', 'Jörg', 'x'.repeat(129)])('refuses the id %s', async (id) => {
    const asked = await put(id, { name: 'Ann' });
    expect(isProblemAnswer(asked, 'invalid-parameters')).toBe(true);
    expect(asked.json.issues).toEqual([{ path: 'id', message: expect.stringContaining('1 to 128') }]);
    expect((await get(id)).status).toBe(404);
    expect((await remove(id)).status).toBe(404);
  });

  it('is 503 when its audit row cannot be written, and can be repeated', async () => {
    await put('ann', { name: 'Ann' });
    const { store } = services;
    // The calls are: get, transact Directory, transact Audit….
    services = { ...services, store: faultyStore(store, 2, 'fails, and all that follow').store };
    expect(isProblemAnswer(await put('ann', { name: 'Ann Baker' }), 'storage-unavailable')).toBe(true);
    services = { ...services, store };
    expect((await put('ann', { name: 'Ann Baker' })).status).toBe(200);
    expect(await auditRows()).toHaveLength(2);
  });

  it('says in the audit log who it was', async () => {
    const { key, line } = createApiKey('night-shift', ['Administrator']);
    services = await memoryServices({ env: { API_KEYS: line }, clock: () => now });
    const headers = { ...type, 'x-api-key': key };
    await ask(services, 'put-person', '/directory/ann', { headers, body: '{"name":"Ann"}' });
    await ask(services, 'import-people', '/directory/import', {
      headers: { ...headers, 'content-type': 'text/csv' },
      body: 'name,id\nBob,bob',
    });
    await ask(services, 'delete-person', '/directory/ann', { headers });
    const rows = await auditRows();
    expect(rows.map(({ event }) => event).toSorted()).toEqual(['directory-imported', 'person-deleted', 'person-put']);
    expect(rows.every(({ actor, actorKind }) => actor === 'night-shift' && actorKind === 'api-key')).toBe(true);
  });
});

describe('DELETE /directory/{id}', () => {
  it('answers 204 without a body, and 404 from then on', async () => {
    await put('ann', { name: 'Ann' });
    const asked = await remove('ann');
    expect([asked.status, asked.text, asked.headers.get('content-type')]).toEqual([204, '', null]);
    expect(asked.headers.get('cache-control')).toBe('no-store');
    expect(isProblemAnswer(await get('ann'), 'not-found')).toBe(true);
    expect(isProblemAnswer(await remove('ann'), 'not-found')).toBe(true);
  });
});

describe('GET /directory', () => {
  beforeEach(async () => {
    for (const id of ['c', 'a', 'b']) await put(id, { name: `Person ${id}`, userField: id === 'b' ? '' : 'sales' });
  });
  const idsIn = (json: { items: { id: string }[] }) => json.items.map(({ id }) => id);

  it('lists people in the described shape, page by page', async () => {
    const first = (await list('?limit=2')).json;
    expect(peopleList.parse(first)).toEqual(first);
    expect(idsIn(first)).toEqual(['a', 'b']);
    const second = (await list(`?limit=2&cursor=${first.next}`)).json;
    expect([idsIn(second), second.next]).toEqual([['c'], null]);
  });

  it('searches, and chooses by tag', async () => {
    expect(idsIn((await list('?search=PERSON+b')).json)).toEqual(['b']);
    expect(idsIn((await list('?tag=sales')).json)).toEqual(['a', 'c']);
  });

  it('refuses a cursor that was tampered with, and parameters that are wrong', async () => {
    const { next } = (await list('?limit=1')).json;
    expect(isProblemAnswer(await list(`?limit=1&cursor=x${next}`), 'invalid-cursor')).toBe(true);
    expect(isProblemAnswer(await list(`?tag=sales&cursor=${next}`), 'invalid-cursor')).toBe(true);
    for (const wrong of ['limit=0', 'limit=1001', 'limit=x', 'search=', 'tag=', 'name=Ann']) {
      expect(isProblemAnswer(await list(`?${wrong}`), 'invalid-parameters'), wrong).toBe(true);
    }
  });

  it('is 503, never empty, when the directory cannot be read', async () => {
    services = { ...services, store: faultyStore(services.store, 0, 'fails, and all that follow').store };
    expect(isProblemAnswer(await list(), 'storage-unavailable')).toBe(true);
    expect(isProblemAnswer(await get('a'), 'storage-unavailable')).toBe(true);
  });
});

describe('POST /directory/import', () => {
  const csv = 'id,name,numbers\nann,Ann,+18335550142\nbob,Bob,x\n';
  const said = { received: 2, stored: 1, unchanged: 0, rejected: 1 };
  const issues = [{ path: 'line 3, numbers', message: expect.stringContaining('must be a telephone number') }];

  it('answers what became of the lines', async () => {
    const asked = await importCsv(csv);
    expect(asked.status).toBe(200);
    expect(peopleImported.parse(asked.json)).toEqual({ ...said, issues });
    expect(services.lines.at(-1)).toMatchObject({ counts: said });
    expect((await get('ann')).json.numbers).toEqual(['+18335550142']);
    expect((await importCsv(csv)).json).toMatchObject({ stored: 0, unchanged: 1 });
  });

  it('stores nothing for a dry run', async () => {
    expect((await importCsv(csv, '?dryRun=true')).json).toEqual({ ...said, issues });
    expect((await list()).json.items).toEqual([]);
    expect(isProblemAnswer(await importCsv(csv, '?dryRun=maybe'), 'invalid-parameters')).toBe(true);
  });

  it('says of a body that is no CSV of people why', async () => {
    const asked = await importCsv('Ann,+18335550142');
    expect(isProblemAnswer(asked, 'invalid-body')).toBe(true);
    expect(asked.json.issues).toEqual([
      { path: 'line 1', message: expect.stringMatching(/^no column is called name/) },
    ]);
  });

  it('takes text/csv in any charset parameter, and no other type', async () => {
    expect((await importCsv(csv, '', { 'content-type': 'Text/CSV; charset=utf-8' })).status).toBe(200);
    for (const other of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
      const asked = await importCsv(csv, '', { 'content-type': other });
      expect(isProblemAnswer(asked, 'unsupported-media-type'), other).toBe(true);
      expect(asked.json.detail).toBe('Send text/csv.');
    }
  });

  it('takes 10 MiB, and not a byte more', async () => {
    const filler = `${' '.repeat(1023)}\n`.repeat(10 * 1024).slice(csv.length);
    expect((await importCsv(`${csv}${filler}`)).json).toMatchObject(said);
    expect(isProblemAnswer(await importCsv(`${csv}${filler} `), 'body-too-large')).toBe(true);
  });
});

describe('a text body', () => {
  const read = (body: Buffer, headers: Record<string, string> = {}) => {
    const url = 'http://localhost/api/directory/import';
    const sent = new Response(new Uint8Array(body)).body;
    const request = new HttpRequest({ method: 'POST', url, headers: { 'content-type': 'text/csv', ...headers } });
    return readTextBody(
      { headers: request.headers, body: sent as HttpRequest['body'] },
      { types: ['text/csv'], mostBytes: 1024, signal: new AbortController().signal },
    );
  };

  it('may be compressed, and is measured as it is then', async () => {
    const gzip = { 'content-encoding': 'gzip' };
    expect(await read(gzipSync('Jörg'), gzip)).toEqual({ text: 'Jörg' });
    expect(await read(gzipSync('x'.repeat(1025)), gzip)).toMatchObject({ code: 'body-too-large' });
    expect(await read(Buffer.from('Jörg'), gzip)).toMatchObject({ code: 'unreadable-body' });
    expect(await read(Buffer.from('Jörg'), { 'content-encoding': 'br' })).toMatchObject({
      code: 'unsupported-encoding',
    });
  });

  it('is UTF-8', async () => {
    expect(await read(Buffer.from('J\u00f6rg', 'latin1'))).toMatchObject({
      code: 'unreadable-body',
      detail: expect.stringContaining('save the file as UTF-8'),
    });
  });
});
