import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { archive } from './archive.ts';
import { loopback, problemSaid } from './loopback.ts';
import { runHere, runReally } from './run-cli.ts';

/** A server that sends a file in pieces, and keeps what it was asked. */
async function sending(type: string, send: (response: ServerResponse) => Promise<void> | void) {
  const kept: { url: string; key: string | undefined }[] = [];
  const server = createServer(async (request, response) => {
    kept.push({ url: request.url ?? '', key: String(request.headers['x-api-key']) });
    response.writeHead(200, { 'content-type': type });
    await send(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    kept,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const csv = 'text/csv; charset=utf-8; header=present';
const ndjson = 'application/x-ndjson; charset=utf-8';

describe('commlog export', () => {
  it('prints what comes, to the letter, and sends filters, range, format and key', async () => {
    await using server = await sending(csv, async (response) => {
      const bytes = Buffer.from('id,kind\r\n1,ä€call\r\n');
      response.write(bytes.subarray(0, 12));
      await new Promise((resolve) => setTimeout(resolve, 20));
      response.end(bytes.subarray(12));
    });
    const args = ['export', 'communications', 'state=Failed,Warning', 'search=a=b', '--from', '2026-03-01'];
    const ran = await runReally(args, { url: server.url, key: 'commlog_k' });
    expect(ran).toEqual({ status: 0, stdout: 'id,kind\r\n1,ä€call\r\n', stderr: '' });
    const [asked] = server.kept;
    const { pathname, searchParams } = new URL(asked?.url ?? '', server.url);
    expect(pathname).toBe('/api/communications');
    expect(Object.fromEntries(searchParams)).toEqual({
      ...{ state: 'Failed,Warning', search: 'a=b', from: '2026-03-01', format: 'csv' },
    });
    expect(asked?.key).toBe('commlog_k');
  });

  it.each(['records', 'communications', 'call-logs'])('exports %s', async (what) => {
    await using server = await sending(ndjson, (response) => void response.end('{"id":"1"}\n'));
    const ran = await runHere(['export', what, '--format', 'ndjson'], { url: server.url });
    expect(ran).toMatchObject({ status: 0, stdout: '{"id":"1"}\n' });
    expect(server.kept[0]?.url).toBe(`/api/${what}?format=ndjson`);
  });

  it('writes into the file that --out names, and nothing to the standard output', async () => {
    using made = archive();
    await using server = await sending(csv, (response) => void response.end('id\r\n1\r\n'));
    const ran = await runHere(['export', 'records', '--out', 'all.csv'], { url: server.url, folder: made.folder });
    expect(ran).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(made.folder, 'all.csv'), 'utf8')).toBe('id\r\n1\r\n');
  });

  it('fails when the last line says that something is missing, and says it too', async () => {
    const why = 'incomplete: time ran out after 150 s; records before 2026-03-01T00:00:00.000Z are missing';
    for (const [format, type, line] of [
      ['csv', csv, `"# ${why}, until=x"\r\n`],
      ['csv', csv, `# ${why}\r\n`],
      ['ndjson', ndjson, `{"error":{"message":"${why}"}}\n`],
    ] as const) {
      await using server = await sending(type, (response) => void response.end(`first\r\n${line}`));
      const ran = await runHere(['export', 'records', '--format', format], { url: server.url });
      expect(ran.status, line).toBe(1);
      expect(ran.stderr).toContain(why);
      expect(ran.stdout).toContain(line);
    }
  });

  it('takes a line of data that looks like one of those for data', async () => {
    await using server = await sending(
      csv,
      (response) => void response.end('id\r\n# incomplete: x\r\n2,# incomplete: y\r\n'),
    );
    expect(await runHere(['export', 'records'], { url: server.url })).toMatchObject({ status: 0, stderr: '' });
  });

  it('fails when the answer breaks off, between lines or within one', async () => {
    await using broken = await sending(csv, (response) => {
      response.write('id\r\n1\r\n');
      setTimeout(() => response.destroy(), 30);
    });
    const first = await runHere(['export', 'records'], { url: broken.url });
    expect(first).toMatchObject({ status: 1, stdout: 'id\r\n1\r\n' });
    expect(first.stderr).toContain('incomplete');
    await using cut = await sending(csv, (response) => void response.end('id\r\n1'));
    expect(await runHere(['export', 'records'], { url: cut.url })).toMatchObject({ status: 1 });
  });

  it('lists every mistake of its filters and counts them as misuse, leaving the file alone', async () => {
    using made = archive();
    made.write('all.csv', 'before');
    await using server = await loopback(() =>
      problemSaid(400, 'invalid-parameters', { issues: [{ path: 'sate', message: 'did you mean state?' }] }),
    );
    const ran = await runHere(['export', 'communications', 'sate=x', '--out', 'all.csv'], {
      ...{ url: server.url, folder: made.folder },
    });
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toContain('sate: did you mean state?');
    expect(readFileSync(join(made.folder, 'all.csv'), 'utf8')).toBe('before');
  });

  it.each([
    ['something else', ['export', 'people']],
    ['another format', ['export', 'records', '--format', 'xml']],
    ['a filter without a value', ['export', 'records', 'category']],
    ['the format as a filter', ['export', 'records', 'format=json']],
  ])('is misused with %s', async (_name, args) => {
    expect(await runHere(args, { url: 'http://127.0.0.1:9' })).toMatchObject({ status: 2, stdout: '' });
  });

  it('fails where nothing answers, or something that is no Commlog', async () => {
    expect(await runHere(['export', 'records'], { url: 'http://127.0.0.1:9' })).toMatchObject({ status: 1 });
    await using server = await sending('text/html', (response) => void response.end('<p>hello</p>'));
    const ran = await runHere(['export', 'records'], { url: server.url });
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toContain('not as Commlog does');
  });
});
