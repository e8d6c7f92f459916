/** Starting and stopping as at a terminal: Ctrl-C, a second start, a port that is taken. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLocalFile } from '../../local/data-folder.ts';
import { isGone } from '../local/running.ts';
import {
  ask,
  type Commlog,
  commlogCommand,
  type Page,
  processesOn,
  programFor,
  push,
  quickly,
  remove,
  runStartCommand,
  startCommlog,
  temporaryFolder,
} from './commlog.ts';
import { eventOf } from './events.ts';
import { stores } from './stores.ts';

const event = eventOf('chat', 1, '2026-02-26T12:00:00Z');
const linesOf = (text: string) => text.trim().split('\n');

describe.each(stores)('npm start on $store', ({ flags }) => {
  let commlog: Commlog;
  const other = temporaryFolder();
  /** A process group that a test left running. */
  let group: number | undefined;
  beforeAll(async () => {
    commlog = await startCommlog(temporaryFolder(), flags);
    await push(commlog, event);
  });
  afterAll(async () => {
    if (group !== undefined) process.kill(group, 'SIGKILL');
    await remove(commlog);
    rmSync(other, { recursive: true, force: true });
  });

  test('says in one line that its folder is in use, and ends with 1', async () => {
    const second = await runStartCommand(['--port', '0', '--data', commlog.data, ...flags]);
    expect(await second.ended).toBe(1);
    expect(linesOf(second.said.error)).toEqual([
      `Commlog already runs on ${commlog.data} at ${commlog.url}; stop it first, or name another folder with --data.`,
    ]);
    expect(second.said.out).toBe('');
  });

  test('says in one line that its port is in use, ends with 1 and leaves nothing running', async () => {
    const { port } = new URL(commlog.url);
    const second = await runStartCommand(['--port', port, '--data', other, ...flags]);
    expect(await second.ended).toBe(1);
    expect(linesOf(second.said.error)).toEqual([expect.stringContaining(`Port ${port} is in use; choose another`)]);
    expect(second.said.out).toBe('');
    expect(processesOn(other)).toEqual([]);
    expect(readLocalFile(other)).toBeUndefined();
  });

  test('disturbs nothing that runs by being refused', async () => {
    expect((await ask<Page>(commlog, '/api/records')).items).toHaveLength(1);
    expect(readLocalFile(commlog.data)?.url).toBe(commlog.url);
  });

  test('is well by its own doctor, but for what nobody set up or had time for', async () => {
    const { status, out } = await commlogCommand(commlog, 'doctor');
    expect(status).toBe(0);
    expect(out).toMatch(/^ok +Storage tables +A row can be written, read and deleted\.$/m);
    expect(out).toMatch(/^ok +Senders/m);
    expect(out).not.toMatch(/^failed/m);
  });

  test('ends all that it started at Ctrl-C, with status 0, and finds the data again', async () => {
    expect(processesOn(commlog.data).length).toBeGreaterThan(1);
    expect(await commlog.stop()).toBe(0);
    expect(commlog.process.said.out).toContain('Stopping');
    expect(processesOn(commlog.data)).toEqual([]);
    expect(readLocalFile(commlog.data)).toBeUndefined();
    for (const address of [commlog.url, ...commlog.endpoints]) expect(await isGone(address)).toBe(true);
    commlog = await startCommlog(commlog.data, flags);
    const { items } = await ask<Page>(commlog, '/api/records');
    expect(items).toMatchObject([{ CorrelationId: event.correlationId }]);
  });

  test('ends with status 0 when a terminal sends Ctrl-C to all of its processes, npm’s included', async () => {
    const root = join(import.meta.dirname, '../..');
    const args = ['bootstrap.mjs', ...(await programFor(flags)), '--port', '0', '--data', other, '--empty', ...flags];
    const boot = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...quickly },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(boot, 'close');
    group = -(boot.pid ?? Number.NaN);
    let said = '';
    for await (const piece of boot.stdout.iterator({ destroyOnReturn: false })) {
      said += piece;
      if (said.includes('Worth trying')) break;
    }
    boot.stdout.resume();
    const endpoints = [...(readLocalFile(other)?.storage ?? '').matchAll(/Endpoint=([^;]+)/g)].map(
      ([, one]) => one ?? '',
    );
    expect(endpoints.length).toBeGreaterThan(0);
    // The whole process group, as a terminal does.
    process.kill(group, 'SIGINT');
    expect(await ended).toEqual([0, null]);
    group = undefined;
    expect(processesOn(other)).toEqual([]);
    for (const address of endpoints) expect(await isGone(address)).toBe(true);
  });

  test('finishes what is under way when it is stopped: a delivery that still arrives, a file that is half read', async () => {
    const times = Array.from({ length: 600 }, (_, n) => new Date(Date.UTC(2026, 1, 20, n % 24, 0, 0, n)).toISOString());
    const lines = times.map((time, n) => `${JSON.stringify(eventOf('sms', n, time, 'late'))}\n`);
    const sending = new TransformStream<string, string>();
    const writer = sending.writable.getWriter();
    const body = sending.readable.pipeThrough(new TextEncoderStream());
    const delivered = fetch(`${commlog.url}/api/ingest`, { method: 'POST', body, duplex: 'half' });
    await writer.write(lines.slice(0, 300).join(''));
    const file = await fetch(`${commlog.url}/api/records?format=ndjson`);

    const stopped = commlog.stop();
    await commlog.process.until('Stopping');
    await writer.write(lines.slice(300).join(''));
    await writer.close();
    expect(await (await delivered).json()).toMatchObject({ received: 600, stored: 600 });
    expect(await file.text()).toContain(event.correlationId);
    expect(await stopped).toBe(0);
    commlog = await startCommlog(commlog.data, flags);
    expect((await ask<Page>(commlog, '/api/records?category=sms&limit=1&count=true')).total).toBe(600);
  });
});
