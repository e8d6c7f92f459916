/** The folder that Azure gets: what is in it, what is not, and what the Functions worker finds there. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routeNamed, routeNames } from '../../shared/http/routes.ts';
import { versionOf } from '../../shared/version.ts';
import { buildApp } from '../../tools/build.ts';

interface Loaded {
  readonly functions: readonly { readonly name: string; readonly bindings: Record<string, Record<string, unknown>> }[];
  readonly model: string;
  readonly sqlite: boolean;
}

let folder: string;
let metafile: Metafile;
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

beforeAll(async () => {
  // Away from the project: nothing of its node_modules can help the bundle.
  folder = mkdtempSync(join(tmpdir(), 'commlog-build-'));
  writeFileSync(join(folder, 'left-over.js'), '');
  metafile = await buildApp(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function loadAsWorker(env: NodeJS.ProcessEnv = {}): Loaded {
  const worker = resolve(import.meta.dirname, 'load-as-worker.ts');
  const { PATH } = process.env;
  return JSON.parse(
    execFileSync(process.execPath, [worker, join(folder, 'index.js')], { encoding: 'utf8', env: { PATH, ...env } }),
  );
}

describe('the deployed folder', () => {
  it('holds the bundle, its map, host.json and package.json, and nothing of an earlier build', () => {
    expect(readdirSync(folder).sort()).toEqual(['host.json', 'index.js', 'index.js.map', 'package.json']);
  });

  it('has a package.json that names the bundle and asks for no package', () => {
    const { version } = versionOf();
    expect(JSON.parse(read('package.json'))).toEqual({
      name: 'commlog',
      version,
      private: true,
      type: 'module',
      main: 'index.js',
    });
  });

  it('has the host.json of the project', () => {
    expect(read('host.json')).toBe(readFileSync(resolve(import.meta.dirname, '../../host.json'), 'utf8'));
  });
});

describe('the bundle', () => {
  it('is made of functions, the domain and packages: nothing that is for one machine or for tests', () => {
    const own = Object.keys(metafile.inputs).filter((path) => !/(^|\/)node_modules\//.test(path));
    const foreign = own.filter((path) => !/^(functions|shared)\//.test(path) && path !== 'left-out:sqlite');
    expect(foreign, 'functions/ and shared/ import these; let the other side import instead').toEqual([]);
    expect(own).toContain('shared/storage/azure-tables.ts');
    expect(own.filter((path) => /sqlite/.test(path))).toEqual(['left-out:sqlite']);
  });

  it('asks for nothing but the modules of Node and what the worker supplies', () => {
    const output = Object.entries(metafile.outputs).find(([path]) => path.endsWith('index.js'))?.[1];
    const asked = new Set(output?.imports.filter(({ external }) => external).map(({ path }) => path));
    expect(asked).toContain('@azure/functions-core');
    expect([...asked].filter((path) => !isBuiltin(path))).toEqual(['@azure/functions-core']);
    expect(asked).not.toContain('node:sqlite');
  });

  it('knows no sign-in of one machine', () => {
    // The composition root can take a local principal; only local/ has the words that make one.
    expect(read('index.js')).not.toMatch(/localAdministrator\b/);
  });

  it('says version and commit, and no place on the machine that built it', () => {
    const { version, commit } = versionOf();
    expect(read('index.js')).toContain(JSON.stringify(version));
    expect(read('index.js')).toContain(JSON.stringify(commit));
    const root = resolve(import.meta.dirname, '../..');
    for (const file of ['index.js', 'index.js.map']) expect(read(file).includes(`${root}/`), file).toBe(false);
  });
});

describe('the worker', () => {
  it('finds every route under its name, method, path and level of access, and nothing else', () => {
    const { functions, model } = loadAsWorker();
    const found = functions.flatMap(({ name, bindings }) =>
      Object.values(bindings)
        .filter(({ type }) => type === 'httpTrigger')
        .map(({ methods, route, authLevel }) => ({ name, methods, route, authLevel })),
    );
    const declared = routeNames.map((name) => {
      const { method, path, authLevel } = routeNamed(name);
      return { name, methods: [method], route: path.slice(1), authLevel };
    });
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(found.sort(byName), 'a route without a function: import its file in functions/index.ts').toEqual(
      declared.sort(byName),
    );
    expect(model).toBe('@azure/functions');
  });

  it('loads it whatever the settings are, and never touches node:sqlite', () => {
    const loaded = loadAsWorker({ WEBSITE_SITE_NAME: 'talk', API_KEYS: 'no key at all', RETENTION_DAYS: '0' });
    expect(loaded.functions.length).toBeGreaterThan(0);
    expect(loaded.sqlite).toBe(false);
  });
});
