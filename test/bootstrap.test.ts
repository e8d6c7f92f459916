/** What the bootstrap does before it runs a program, and what it says when it cannot. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** A tarball that no registry has to give: npm asks for it by this address and nothing else. */
const unreachable = 'http://127.0.0.1:9/';
let root: string;

/** A project of its own, with the real bootstrap. `dependencies` have a place in the lock file. */
function project({ dependencies = {} }: { dependencies?: Record<string, string> } = {}): void {
  cpSync(join(import.meta.dirname, '../bootstrap.mjs'), join(root, 'bootstrap.mjs'));
  write('package.json', JSON.stringify({ name: 'small', version: '1.0.0', type: 'module', dependencies }));
  const packages = Object.entries(dependencies).map(([name, version]) => [
    `node_modules/${name}`,
    { version, integrity: `sha512-${Buffer.alloc(64, name).toString('base64')}` },
  ]);
  const lock = {
    name: 'small',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name: 'small', version: '1.0.0', dependencies }, ...Object.fromEntries(packages) },
  };
  write('package-lock.json', JSON.stringify(lock));
  write('hello.ts', 'const name: string = "hello"; console.log(name, ...process.argv.slice(2));');
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function start(args: string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'pipe' });
  const output = { out: '', error: '' };
  child.stdout.on('data', (data) => {
    output.out += data;
  });
  child.stderr.on('data', (data) => {
    output.error += data;
  });
  const ended = once(child, 'close').then(([status]) => ({ status: status as number | null, ...output }));
  return { child, output, ended };
}
const boot = (args: string[], env?: NodeJS.ProcessEnv) => start(['bootstrap.mjs', ...args], env).ended;
/** Pretends that this Node has another version. */
const bootAs = (version: string, args: string[]) => {
  const call = `import { bootstrap } from './bootstrap.mjs';
    process.exitCode = await bootstrap(${JSON.stringify(args)}, { version: '${version}' });`;
  return start(['--input-type=module', '--eval', call]).ended;
};
const installing = 'commlog: installing the dependencies';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'commlog-bootstrap-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the bootstrap', () => {
  test('installs when node_modules is missing, says so in one line, and does not install again', async () => {
    project();
    const first = await boot(['hello.ts', 'a', '--b']);
    expect(first).toMatchObject({ status: 0, out: 'hello a --b\n' });
    expect(first.error.trim().split('\n')).toEqual([expect.stringContaining(installing)]);
    expect(await boot(['hello.ts'])).toEqual({ status: 0, out: 'hello\n', error: '' });
  });

  test('installs again when the lock file has changed', async () => {
    project();
    await boot(['hello.ts']);
    project({ dependencies: { absent: '1.0.0' } });
    const env = {
      npm_config_registry: unreachable,
      npm_config_fetch_retries: '0',
      npm_config_cache: join(root, 'cache'),
    };
    expect((await boot(['hello.ts'], env)).error).toContain(installing);
  });

  test('takes an installation by hand as it is, when it has what the lock file wants', async () => {
    project({ dependencies: { present: '1.0.0' } });
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    write('node_modules/.package-lock.json', JSON.stringify({ packages }));
    expect(await boot(['hello.ts'])).toEqual({ status: 0, out: 'hello\n', error: '' });
    expect(existsSync(join(root, 'node_modules/.commlog-lock'))).toBe(true);
  });

  test('says what is wrong when the registry cannot be reached', async () => {
    project({ dependencies: { absent: '1.0.0' } });
    const env = {
      npm_config_registry: unreachable,
      npm_config_fetch_retries: '0',
      npm_config_cache: join(root, 'cache'),
    };
    const ended = await boot(['hello.ts'], env);
    expect(ended).toMatchObject({ status: 1, out: '' });
    const lines = ended.error.trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(
      'cannot install the dependencies: the npm registry cannot be reached. Connect to the network',
    );
  });

  test('says what is wrong when package.json and the lock file do not agree', async () => {
    project();
    write('package.json', JSON.stringify({ name: 'small', dependencies: { forgotten: 'file:./forgotten' } }));
    write('forgotten/package.json', JSON.stringify({ name: 'forgotten', version: '1.0.0' }));
    expect((await boot(['hello.ts'])).error).toContain('do not agree. Run "npm install" once.');
  });

  test('says what is wrong when npm is missing', async () => {
    project();
    const ended = await boot(['hello.ts'], { PATH: join(root, 'nowhere') });
    expect(ended.status).toBe(1);
    expect(ended.error).toContain('npm is missing. Install Node with npm');
  });

  test('says in one line that Node is too old', async () => {
    project();
    expect(await bootAs('18.20.4', ['hello.ts'])).toEqual({
      status: 1,
      out: '',
      error: 'commlog: Node 18.20.4 is too old: install Node 20 or newer, best 24, from https://nodejs.org.\n',
    });
  });

  test('continues on the installed Node when this one is older than it needs', async () => {
    project();
    write('node_modules/.package-lock.json', JSON.stringify({ packages: {} }));
    write('node_modules/node/bin/node', '#!/bin/sh\necho pinned "$@"\n');
    chmodSync(join(root, 'node_modules/node/bin/node'), 0o755);
    const ended = await bootAs('20.11.0', ['hello.ts', 'x']);
    expect(ended).toMatchObject({ status: 0, error: '' });
    expect(ended.out).toMatch(/^pinned .*hello\.ts x\n$/);
  });

  test('finds the installed Node in its platform package when no install script ran, else says what to do', async () => {
    project();
    write('node_modules/.package-lock.json', JSON.stringify({ packages: {} }));
    const missing = await bootAs('20.11.0', ['hello.ts']);
    expect(missing.status).toBe(1);
    expect(missing.error).toContain('Run "npm rebuild node --ignore-scripts=false", or use Node 24.');
    const bin = `node_modules/node/node_modules/node-${process.platform}-${process.arch}/bin/node`;
    write(bin, '#!/bin/sh\necho from the platform package\n');
    chmodSync(join(root, bin), 0o755);
    expect(await bootAs('20.11.0', ['hello.ts'])).toMatchObject({ status: 0, out: 'from the platform package\n' });
  });

  test('runs the program of a dependency by its name', async () => {
    project({ dependencies: { '@scope/tool': '1.0.0' } });
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    write('node_modules/.package-lock.json', JSON.stringify({ packages }));
    write(
      'node_modules/@scope/tool/package.json',
      JSON.stringify({ name: '@scope/tool', bin: { hammer: './hammer.mjs' } }),
    );
    write('node_modules/@scope/tool/hammer.mjs', 'console.log("struck", ...process.argv.slice(2)); process.exit(7);');
    expect(await boot(['--run', 'hammer', 'x'])).toMatchObject({ status: 7, out: 'struck x\n' });
    const unknown = await boot(['--run', 'saw']);
    expect(unknown).toMatchObject({ status: 1, error: 'commlog: no dependency has a program named "saw".\n' });
  });

  test('passes standard input, the exit status and signals through', async () => {
    project();
    write(
      'wait.ts',
      'process.on("SIGTERM", () => process.exit(9)); process.stdin.on("data", (d) => console.log("got " + d));',
    );
    const { child, output, ended } = start(['bootstrap.mjs', 'wait.ts']);
    child.stdin.write('input');
    while (!output.out.includes('got input')) await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect((await ended).status).toBe(9);
  });

  test('is what the commlog command runs on, from any folder', async () => {
    project();
    cpSync(join(import.meta.dirname, '../cli/bin.mjs'), join(root, 'cli/bin.mjs'));
    write('cli/commlog.ts', 'console.log("commlog", ...process.argv.slice(2));');
    write('elsewhere/file', '');
    const child = spawn(process.execPath, ['../cli/bin.mjs', 'status'], {
      cwd: join(root, 'elsewhere'),
      stdio: 'pipe',
    });
    let out = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    expect((await once(child, 'close'))[0]).toBe(0);
    expect(out).toBe('commlog status\n');
  });

  test('installs once when it is started twice at the same time', async () => {
    project();
    const both = await Promise.all([boot(['hello.ts', '1']), boot(['hello.ts', '2'])]);
    expect(both.map(({ status, out }) => [status, out])).toEqual([
      [0, 'hello 1\n'],
      [0, 'hello 2\n'],
    ]);
    expect(both.filter(({ error }) => error.includes(installing))).toHaveLength(1);
  });
});
