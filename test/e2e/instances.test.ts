/** Several instances on one store, as on Azure: each a process of its own, and nothing between them but the store. */

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Running, runFile } from '../local/running.ts';
import { ownAccount } from '../storage/azurite.ts';
import { builtApp } from './built-app.ts';
import { ask, type Page, pagesOf, push, quickly, temporaryFolder } from './commlog.ts';
import { correlationOf, events } from './events.ts';

const folder = temporaryFolder();
const stores = [
  { store: 'SQLite file', place: async () => ['sqlite', join(folder, 'commlog.db')] },
  {
    store: 'Azurite',
    place: async () => ['azurite', (await ownAccount()).connectionString, await builtApp()],
  },
] as const;

describe.each(stores)('two instances on one $store', ({ place }) => {
  const running: Running[] = [];
  const instances: { url: string }[] = [];
  const batch = events.map(({ delivered }) => delivered);

  beforeAll(async () => {
    const args = await place();
    for (let n = 0; n < 2; n += 1) running.push(runFile('test/e2e/instance.ts', args, quickly));
    for (const one of running) {
      await one.until(' .\n');
      instances.push({ url: /Ready at (\S+) \./.exec(one.said.out)?.[1] ?? '' });
    }
  });
  afterAll(async () => {
    for (const { child, ended } of running) {
      child.kill('SIGKILL');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  test('store a batch once that is sent to both at the same time, many times over', async () => {
    const sendings = Array.from({ length: 6 }, (_, n) => push(instances[n % 2] as { url: string }, batch));
    const answers = await Promise.all(sendings);
    const sum = (count: 'stored' | 'duplicate') => answers.reduce((total, answer) => total + answer[count], 0);
    expect({ stored: sum('stored'), duplicate: sum('duplicate') }).toEqual({
      stored: batch.length,
      duplicate: 5 * batch.length,
    });
  });

  test('list the same records, each once, and go on where the other’s page ended', async () => {
    const [one, two] = instances as [{ url: string }, { url: string }];
    const all = (await pagesOf(one, '/api/records?limit=100')).flatMap((page) => page.items);
    expect(all.map((item) => item.CorrelationId).sort()).toEqual(events.map(correlationOf).sort());
    expect((await pagesOf(two, '/api/records?limit=90')).flatMap((page) => page.items)).toEqual(all);
    const first = await ask<Page>(one, '/api/records?limit=100');
    const second = await ask<Page>(two, `/api/records?limit=100&cursor=${first.next}`);
    expect([...first.items, ...second.items]).toEqual(all.slice(0, 200));
  });

  test('find by each other’s lookups', async () => {
    for (const instance of instances) {
      expect((await ask<Page>(instance, '/api/find?value=Outgoing_fern9_noam')).items).toHaveLength(1);
    }
  });
});
