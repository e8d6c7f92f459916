import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFile } from '../../local/file-lock.ts';

const program = resolve('local/azurite-process.ts');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commlog-azurite-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a service loads nothing while another process still saves in its folder', async () => {
  const lock = lockFile(join(folder, 'blob.lock'), 0);
  expect(lockFile(join(folder, 'blob.lock'), 0)).toBeUndefined();
  const options = ['--location', folder, '--blobHost', '127.0.0.1', '--blobPort', '0', '--disableTelemetry'];
  const child = spawn(process.execPath, [program, 'blob', ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (data) => {
    said += data;
  });
  await wait(1500);
  expect(said).toBe('');
  lock?.release();
  while (!/successfully/.test(said)) await wait(50);
  child.stdin.end();
  await once(child, 'exit');
});
