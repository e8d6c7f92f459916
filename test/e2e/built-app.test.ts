/** The deployed bundle against the sources that it is made of. */

import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hubSettings } from '../functions/event-hub.ts';
import { builtApp } from './built-app.ts';
import { ask, type Page, processesOn, push, remove, sources, startCommlog, temporaryFolder } from './commlog.ts';
import { eventOf } from './events.ts';

const root = resolve(import.meta.dirname, '../..');
const sourceModule = join(root, 'functions/index.ts');

/** What a module registers when the worker loads it, by name. */
function registeredBy(module: string, env: NodeJS.ProcessEnv): readonly { readonly name: string }[] {
  const worker = join(root, 'test/tools/load-as-worker.ts');
  const args = ['--disable-warning=ExperimentalWarning', worker, module];
  const { functions } = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', env }));
  return functions.toSorted((a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1));
}

/** The files that register a function each. */
const files = readdirSync(join(root, 'functions')).filter((file) => !/^(index|register(-.*)?)\.ts$/.test(file));

describe('the bundle', () => {
  test('registers as many functions as there are files of them, the hub’s only where one is set', async () => {
    const bundle = await builtApp();
    expect(registeredBy(bundle, hubSettings)).toHaveLength(files.length);
    expect(registeredBy(bundle, {})).toHaveLength(files.length - 1);
  });

  test('registers the functions of the sources, with the same bindings', async () => {
    expect(registeredBy(await builtApp(), hubSettings)).toEqual(registeredBy(sourceModule, hubSettings));
  });

  test('is what runs where end-to-end tests have their tables in Azurite', async () => {
    const bundle = await builtApp();
    const commlog = await startCommlog(temporaryFolder(), ['--azurite']);
    expect(processesOn(bundle).some((line) => line.includes(commlog.data))).toBe(true);
    await remove(commlog);
  });

  test('finds what the sources stored in Azurite, and the sources what it stored', async () => {
    let commlog = await startCommlog(temporaryFolder(), ['--azurite'], sources);
    const { port } = new URL(commlog.url);
    const [one, other] = [eventOf('chat', 1, '2026-02-26T12:00:00Z'), eventOf('chat', 2, '2026-02-26T12:00:01Z')];
    await push(commlog, one);
    await commlog.stop();
    commlog = await startCommlog(commlog.data, ['--azurite', '--port', port]);
    expect(await push(commlog, [one, other])).toMatchObject({ duplicate: 1, stored: 1 });
    await commlog.stop();
    commlog = await startCommlog(commlog.data, ['--azurite', '--port', port], sources);
    expect((await ask<Page>(commlog, '/api/records')).items).toHaveLength(2);
    await remove(commlog);
  });

  test('is built once, whoever asks for it', async () => {
    const bundle = await builtApp();
    const { mtimeMs, ino } = statSync(bundle);
    expect(await builtApp()).toBe(bundle);
    expect(statSync(bundle)).toMatchObject({ mtimeMs, ino });
  });
});
