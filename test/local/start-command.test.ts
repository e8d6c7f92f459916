/** The command `npm start`, as somebody at a terminal meets it. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readLocalFile } from '../../local/data-folder.ts';
import { isGone, type Running, runFile } from './running.ts';

let data: string;
const running: Running[] = [];
const start = (...args: string[]) => {
  const one = runFile('test/local/small-app.ts', args);
  running.push(one);
  return one;
};
const startOnData = async (...args: string[]) => {
  const one = start('--port', '0', '--data', data, ...args);
  await one.until('Worth trying');
  const { url = '', storage = '' } = readLocalFile(data) ?? {};
  return { ...one, url, blobs: /BlobEndpoint=([^;]+)/.exec(storage)?.[1] ?? '' };
};
const lines = (text: string) => text.trim().split('\n');
const logged = () =>
  lines(readFileSync(join(data, 'commlog.log'), 'utf8')).map((line) => JSON.parse(line) as Record<string, unknown>);

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'commlog-start-'));
});
afterEach(async () => {
  for (const one of running.splice(0)) {
    one.child.kill('SIGKILL');
    await one.ended;
  }
  rmSync(data, { recursive: true, force: true });
});

describe('npm start', () => {
  test('prints its address, what it holds, and four curl lines', async () => {
    const { said, url } = await startOnData();
    expect(said.out).toContain(`Commlog runs at ${url} `);
    expect(said.out).toContain(`Filled over ${url}.`);
    expect(said.out.match(new RegExp(`  curl "${url}/api/`, 'g'))).toHaveLength(4);
    expect(said.error).toBe('');
    expect((await fetch(url)).status).toBe(200);
  });

  test('leaves sample data out with --empty, and begins with a record of one’s own', async () => {
    const { said, url } = await startOnData('--empty');
    expect(said.out).not.toContain('Filled');
    expect(said.out).toContain(`Worth trying:\n  curl "${url}/api/ingest"`);
  });

  test('keeps its log in a file, and prints it only with --verbose', async () => {
    const first = await startOnData();
    expect(first.said.out).toContain(`its log is ${join(data, 'commlog.log')}.`);
    expect(first.said.out).not.toContain('{"level"');
    first.child.kill('SIGTERM');
    await first.ended;
    const { said } = await startOnData('--verbose');
    expect(said.out).toContain('{"level":"info","function":"open"}');
    expect(logged()).toEqual([
      { time: expect.stringMatching(/Z$/), level: 'info', function: 'open' },
      { time: expect.stringMatching(/Z$/), level: 'info', function: 'open' },
    ]);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('finishes what is in flight at %s, then ends all of it', async (signal) => {
    const { child, until, ended, said, url, blobs } = await startOnData();
    const answer = fetch(`${url}/api/slow`).then((response) => response.text());
    await until('slow began');
    child.kill(signal);
    expect(await answer).toBe('slow but whole');
    expect(await ended).toBe(0);
    expect(said.out).toContain('closed');
    expect(said.error).toBe('');
    expect(readLocalFile(data)).toBeUndefined();
    await expect(fetch(blobs)).rejects.toThrow();
  });

  test('leaves no Azurite behind when it is killed, and starts again on the same data', async () => {
    const first = await startOnData();
    expect((await fetch(first.blobs)).status).toBeGreaterThan(0);
    first.child.kill('SIGKILL');
    await first.ended;
    expect(await isGone(first.blobs)).toBe(true);
    const second = await startOnData();
    expect((await fetch(second.url)).status).toBe(200);
  });

  test('says in one line that a port is in use, ends with 1, and leaves nothing running', async () => {
    const { url } = await startOnData();
    const { port } = new URL(url);
    const other = mkdtempSync(join(tmpdir(), 'commlog-start-'));
    const second = start('--port', port, '--data', other);
    expect(await second.ended).toBe(1);
    expect(lines(second.said.error)).toEqual([
      `Port ${port} is in use; choose another: npm start -- --port ${Number(port) + 1}`,
    ]);
    rmSync(other, { recursive: true });
  });

  test('says in one line that the same data is in use, where, and ends with 1', async () => {
    const { url } = await startOnData();
    const second = start('--port', '0', '--data', data);
    expect(await second.ended).toBe(1);
    expect(lines(second.said.error)).toEqual([
      `Commlog already runs on ${data} at ${url}; stop it first, or name another folder with --data.`,
    ]);
    expect((await fetch(url)).status).toBe(200);
  });

  test('says what is wrong with its options and ends with 2', async () => {
    const wrong = start('--port', '70000');
    expect(await wrong.ended).toBe(2);
    expect(wrong.said.error).toContain('A port is a number from 0 to 65535.');
  });

  test('answers 500 to what is in flight when a rejection is not handled, logs it, and goes on', async () => {
    const { said, url } = await startOnData();
    const answer = await fetch(`${url}/api/fault`, { method: 'POST' });
    expect({ status: answer.status, body: await answer.text() }).toEqual({ status: 500, body: '' });
    expect(said.error).toContain('nobody awaits this');
    expect(logged()).toContainEqual(expect.objectContaining({ level: 'error', source: 'host' }));
    expect(JSON.stringify(logged())).not.toContain('nobody awaits');
    expect((await fetch(url)).status).toBe(200);
  });
});
