/** The real app under `npm start`. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLocalFile } from '../../local/data-folder.ts';
import { type Running, runFile } from './running.ts';

let data: string;
let run: Running;
let url: string;
const start = () => runFile('local/start.ts', ['--port', '0', '--data', data]);

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'commlog-real-'));
  run = start();
  await run.until('Worth trying');
  url = readLocalFile(data)?.url ?? '';
});
afterAll(async () => {
  run.child.kill('SIGTERM');
  await run.ended;
  rmSync(data, { recursive: true });
});

describe('the app on one machine', () => {
  test('is well, with sample data in it', async () => {
    expect(await (await fetch(`${url}/api/health`)).json()).toMatchObject({ status: 'ok' });
    expect(run.said.out).toMatch(/sample data: \d{3,} records/);
  });

  test('has every function up, none of them in error', async () => {
    const functions = (await (await fetch(`${url}/admin/functions`)).json()) as { name: string; isDisabled: boolean }[];
    expect(functions.map(({ name }) => name)).toContain('ingest');
    expect(functions.filter(({ isDisabled }) => isDisabled)).toEqual([]);
    expect(run.said.error).toBe('');
  });

  test('greets with commands that work as they stand, before which nothing is printed', async () => {
    expect(run.said.out).toMatch(/^Commlog runs at /);
    const commands = run.said.out.split('\n').filter((line) => line.startsWith('  curl '));
    const [failed, found, communications, put] = commands.map((command) =>
      JSON.parse(execFileSync('sh', ['-c', command.replace('curl', 'curl -s')], { encoding: 'utf8' })),
    );
    expect(failed.items[0]).toMatchObject({ Category: 'SMSOperational', ResultType: 'Failed' });
    expect(found.items.length).toBeGreaterThan(10);
    expect(communications).toMatchObject({ next: null });
    expect(put).toMatchObject({ received: 1, stored: 1 });
  });

  test('logs each request into its file, not onto the terminal', async () => {
    await fetch(`${url}/api/records?limit=1`);
    await expect
      .poll(() => readFileSync(join(data, 'commlog.log'), 'utf8'))
      .toMatch(/"function":"list-records","invocationId":".*"status":200/);
    expect(run.said.out).not.toContain('"function"');
  });

  test('finds its records again at the next start, and adds no second sample', async () => {
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    run = start();
    await run.until('It holds the records of before.');
    url = readLocalFile(data)?.url ?? '';
  });

  test.each(['WEBSITE_SITE_NAME', 'WEBSITE_INSTANCE_ID'])(
    'does not start where %s is set, as on Azure',
    async (name) => {
      const refused = runFile('local/start.ts', ['--port', '0', '--data', join(data, 'azure')], { [name]: 'commlog' });
      expect(await refused.ended).toBe(1);
      expect(refused.said.error).toContain('it does not run on Azure');
    },
  );
});
