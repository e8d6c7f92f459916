import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loopback, problemSaid, type Said } from './loopback.ts';
import { runHere } from './run-cli.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commlog-directory-'));
  await writeFile(join(folder, 'ann.csv'), '\ufeffname,id\r\nAnn,ann\r\n');
  await writeFile(join(folder, 'bob.csv'), 'name,id\nBob,bob\nCid,c/d\n');
});
afterAll(() => rm(folder, { recursive: true }));

const done = (facts: object = {}): Said => ({
  status: 200,
  json: { received: 1, stored: 1, unchanged: 0, rejected: 0, issues: [], ...facts },
});

describe('commlog directory import', () => {
  it('sends each file as it is and says what became of it', async () => {
    await using server = await loopback((_asked, index) => done(index === 0 ? {} : { received: 2, unchanged: 1 }));
    const running = { url: server.url, key: 'commlog_key', folder };
    const ran = await runHere(['directory', 'import', 'ann.csv', 'bob.csv'], running);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout.split('\n').slice(1)).toEqual([
      'ann.csv: 1 people: 1 stored, 0 unchanged, 0 rejected.',
      'bob.csv: 2 people: 1 stored, 1 unchanged, 0 rejected.',
      '',
    ]);
    expect(server.kept.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /api/directory/import',
      'POST /api/directory/import',
    ]);
    const headers = { 'x-api-key': 'commlog_key', 'content-type': 'text/csv' };
    expect(server.kept[0]).toMatchObject({ headers, body: '\ufeffname,id\r\nAnn,ann\r\n' });
  });

  it('reads standard input for -', async () => {
    await using server = await loopback(() => done());
    const ran = await runHere(['directory', 'import', '-'], { url: server.url, input: 'name\nJörg' });
    expect(ran.status).toBe(0);
    expect(server.kept[0]?.body).toBe('name\nJörg');
  });

  it('stores nothing for --dry-run, and says so', async () => {
    await using server = await loopback(() => done());
    const ran = await runHere(['directory', 'import', 'ann.csv', '--dry-run'], { url: server.url, folder });
    expect(server.kept[0]?.url).toBe('/api/directory/import?dryRun=true');
    expect(ran.stdout).toMatch(/nothing is stored \(--dry-run\)\nann\.csv: 1 people: 1 would be stored, 0/);
  });

  it('names rejected lines, goes on with the next file, and ends with 1', async () => {
    const issues = [{ path: 'line 3, id', message: 'must be other\u001b[2J' }];
    await using server = await loopback((_asked, index) => done(index === 0 ? { rejected: 1, issues } : {}));
    const ran = await runHere(['directory', 'import', 'bob.csv', 'ann.csv'], { url: server.url, folder });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toBe('bob.csv, line 3, id: must be other [2J\n');
    expect(server.kept).toHaveLength(2);
  });

  it('ends at the first file that is refused as a whole, with the words of the server', async () => {
    const issues = [{ path: 'line 1', message: 'no column is called name' }];
    await using server = await loopback(() => problemSaid(400, 'invalid-body', { issues }));
    const ran = await runHere(['directory', 'import', 'ann.csv', 'bob.csv'], { url: server.url, folder });
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain('commlog: ann.csv: Title. Detail.\n  line 1: no column is called name');
    expect(server.kept).toHaveLength(1);
  });

  it('sends nothing when a file is missing', async () => {
    await using server = await loopback(() => done());
    const ran = await runHere(['directory', 'import', 'ann.csv', 'none.csv'], { url: server.url, folder });
    expect(ran).toMatchObject({ status: 2, stderr: 'commlog: there is no none.csv; nothing was imported.\n' });
    expect(server.kept).toEqual([]);
  });

  it('ends with 1 when Commlog cannot be reached, or the file is a folder', async () => {
    await using server = await loopback(() => 'reset');
    const ran = await runHere(['directory', 'import', 'ann.csv'], { url: server.url, folder });
    expect(ran).toMatchObject({ status: 1, stderr: expect.stringContaining('ann.csv') });
    expect((await runHere(['directory', 'import', '.'], { url: server.url, folder })).status).toBe(1);
  });

  it('without a file, or without a command, is misused', async () => {
    expect((await runHere(['directory', 'import'])).status).toBe(2);
    expect((await runHere(['directory'])).status).toBe(2);
  });
});

describe('commlog directory list', () => {
  const ann = {
    ...{ id: 'ann', name: 'Ann\u001b[2J', numbers: ['+18335550142', '833'], addresses: [], identities: ['8:acs:a_b'] },
    ...{ userField: 'sales, north', tags: ['sales', 'north'], active: true, ignores: [] },
  };
  const bob = { ...ann, id: 'bob', name: 'Bob', numbers: [], identities: [], tags: [], active: false };

  it('shows everybody as a table, page after page', async () => {
    const pages = [
      { items: [ann], next: 'more' },
      { items: [bob], next: null },
    ];
    await using server = await loopback((_asked, index) => ({ status: 200, json: pages[index] }));
    const ran = await runHere(['directory', 'list'], { url: server.url, key: 'commlog_key' });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['id', 'name', 'active', 'numbers', 'addresses', 'identities', 'tags'],
      ['ann', 'Ann [2J', 'yes', '+18335550142, 833', '8:acs:a_b', 'sales, north'],
      ['bob', 'Bob', 'no'],
      [''],
    ]);
    expect(server.kept.map(({ url }) => url)).toEqual([
      '/api/directory?limit=1000',
      '/api/directory?limit=1000&cursor=more',
    ]);
    expect(server.kept[0]?.headers['x-api-key']).toBe('commlog_key');
  });

  it('searches, and says when nobody was found', async () => {
    await using server = await loopback(() => ({ status: 200, json: { items: [], next: null } }));
    const ran = await runHere(['directory', 'list', '--search', 'Ann B'], { url: server.url });
    expect(ran).toEqual({ status: 0, stdout: 'Nobody in the directory has "Ann B".\n', stderr: '' });
    expect(server.kept[0]?.url).toBe('/api/directory?limit=1000&search=Ann+B');
    const all = await runHere(['directory', 'list'], { url: server.url });
    expect(all.stdout).toMatch(/^The directory is empty/);
  });

  it('ends with 1 and the words of the server when it is refused', async () => {
    await using server = await loopback(() => problemSaid(403, 'forbidden'));
    const ran = await runHere(['directory', 'list'], { url: server.url, key: 'commlog_key' });
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toContain('COMMLOG_KEY may not do this');
  });
});
