import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { archive, namedSmsLine } from './archive.ts';
import { loopback, problemSaid, type Said, storedSaid } from './loopback.ts';
import { runHere, runReally } from './run-cli.ts';

const lines = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => `${namedSmsLine(from + n)}\n`).join('');
const busy = (headers = {}): Said => problemSaid(503, 'storage-unavailable', {}, headers);

describe('a server that cannot take records for a while', () => {
  it('is asked again after as long as Retry-After says, with the same body', async () => {
    await using server = await loopback((asked, index) =>
      index === 0 ? busy({ 'retry-after': '7' }) : storedSaid(asked),
    );
    const waits: number[] = [];
    const ran = await runHere(['import', '-'], { url: server.url, input: lines(3), waits });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(waits).toEqual([7000]);
    expect(server.kept[1]?.body).toBe(server.kept[0]?.body);
  });

  it.each([
    ['429', problemSaid(429, 'throttled')],
    ['a gateway without words', { status: 502 }],
    ['a connection that breaks', 'reset'],
  ] as [string, Said][])('is asked again after %s, waiting longer each time', async (_name, said) => {
    await using server = await loopback((asked, index) => (index > 0 && index < 4 ? said : storedSaid(asked)));
    using made = archive();
    made.write('insights-logs-smsoperational/a.json', lines(2));
    made.write('insights-logs-usage/b.json', lines(2, 10));
    const waits: number[] = [];
    const ran = await runHere(['import', '.'], { url: server.url, folder: made.folder, waits });
    expect(ran.status).toBe(0);
    expect(ran.stdout).toMatch(/all +4 +4 +0 +0 +0/);
    expect(waits).toHaveLength(3);
    for (const ms of waits) expect(ms).toBeLessThanOrEqual(2000);
  });

  it('ends the import after eight tries, with what to do', async () => {
    await using server = await loopback(() => busy({ 'retry-after': '0' }));
    const waits: number[] = [];
    const ran = await runHere(['import', '-'], { url: server.url, input: lines(1), waits });
    expect(ran.status).toBe(1);
    expect(server.kept).toHaveLength(8);
    expect(waits).toHaveLength(7);
    expect(ran.stderr).toContain('repeat the same command');
    expect(ran.stdout).toBe(`Into ${server.url} (from COMMLOG_URL)\n`);
  });

  it('is not given up while each try gets further, and what the tries stored counts as stored', async () => {
    const counts = { received: 1, stored: 1, duplicate: 0, skipped: 0, rejected: 0 };
    await using server = await loopback((_asked, index) => {
      if (index < 12) return problemSaid(503, 'out-of-time', counts, { 'retry-after': '0' });
      const outcomes = Array.from({ length: 14 }, (_, n) => ({
        ...{ index: n, category: 'SMSOperational', outcome: n < 13 ? 'NOLOG_DUPLICATE' : 'LOG_OK' },
      }));
      return { status: 200, json: { received: 14, stored: 1, duplicate: 13, skipped: 0, rejected: 0, outcomes } };
    });
    const ran = await runHere(['import', '-'], { url: server.url, input: lines(14) });
    expect(ran.status).toBe(0);
    expect(ran.stdout).toMatch(/SMSOperational +14 +13 +1 +0 +0/);
  });
});

describe('a server that will not take records', () => {
  it('that is not there is said at once, with how to start it', async () => {
    const gone = await loopback(() => 'reset');
    await gone[Symbol.asyncDispose]();
    const ran = await runReally(['import', '-'], { url: gone.url, input: lines(1) });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain(`nothing answers at ${gone.url}`);
    expect(ran.stderr).toContain('npm start');
  });

  it('that ended without taking its announcement away is said, with the file that names it', async () => {
    const gone = await loopback(() => 'reset');
    await gone[Symbol.asyncDispose]();
    using made = archive();
    made.write('mine/local.json', JSON.stringify({ url: gone.url }));
    const ran = await runHere(['import', '--data', 'mine', '-'], { folder: made.folder, input: lines(1) });
    const file = join('mine', 'local.json');
    expect(ran).toMatchObject({ status: 1, stdout: `Into ${gone.url} (announced in ${file})\n` });
    expect(ran.stderr).toContain(`nothing answers at ${gone.url}: ${file} announces it`);
  });

  it.each([
    ['a missing key', { status: 401 }, undefined, /wants a key; set COMMLOG_INGEST_KEY/],
    ['a wrong key', { status: 401 }, 'k', /does not know the key in COMMLOG_INGEST_KEY/],
    ['wrong settings', problemSaid(503, 'settings-invalid'), undefined, /settings of .* are wrong; .*\/api\/health/],
    ['another program', { status: 404 }, undefined, /COMMLOG_URL.*is no Commlog \(404\)/],
    ['another program that says yes', { status: 200, json: {} }, undefined, /not as Commlog does/],
  ] as [string, Said, string | undefined, RegExp][])(
    'because of %s says so and is asked once',
    async (_name, said, ingestKey, words) => {
      await using server = await loopback(() => said);
      const ran = await runHere(['import', '-'], {
        url: server.url,
        input: lines(1),
        ...(ingestKey ? { ingestKey } : {}),
      });
      expect(ran.status).toBe(1);
      expect(ran.stderr).toMatch(words);
      expect(server.kept).toHaveLength(1);
    },
  );

  it('because one file cannot be read is still given the others', async () => {
    await using server = await loopback((asked) =>
      asked.body.startsWith('[') ? problemSaid(400, 'unreadable-body') : storedSaid(asked),
    );
    using made = archive();
    made.write('a.json', '[\n1,\n2');
    made.write('b.jsonl', lines(2));
    const ran = await runHere(['import', '.'], { url: server.url, folder: made.folder });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain('a.json was not taken: Title. Detail.');
    expect(ran.stdout).toMatch(/all +2 +2 +0 +0 +0/);
  });
});

describe('what is sent', () => {
  it('carries the Functions key, the road and the category of the folder', async () => {
    await using server = await loopback(storedSaid);
    using made = archive();
    made.write('insights-logs-smsoperational/a.json', lines(1));
    await runHere(['import', '.'], { url: server.url, folder: made.folder, ingestKey: 'fkey' });
    expect(server.kept[0]).toMatchObject({
      ...{ method: 'POST', url: '/api/ingest/SMSOperational', body: lines(1) },
      headers: { 'x-functions-key': 'fkey', 'commlog-source': 'import', 'content-type': 'application/x-ndjson' },
    });
  });

  it('is divided into requests of at most a thousand lines and a MiB, in order', async () => {
    await using server = await loopback(storedSaid);
    const ran = await runHere(['import', '-'], { url: server.url, input: lines(2500) });
    expect(ran.stdout).toMatch(/all +2,500 +2,500 +0 +0 +0/);
    const sizes = server.kept.map(({ body }) => body.split('\n').length - 1).sort((a, b) => b - a);
    expect(sizes).toEqual([1000, 1000, 500]);
    for (const { body } of server.kept) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(1024 * 1024);
  });
});
