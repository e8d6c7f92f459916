/** What the local host makes of an app while it loads it. */

import { setTimeout as sleep } from 'node:timers/promises';
import { app } from '@azure/functions';
import { describe, expect, test } from 'vitest';
import { ask, type Served, serve } from './serve.ts';

// Without streaming: the library keeps its setup for the life of a process, and this file loads many apps.
const load = (register: () => unknown) => serve(register, { streaming: false });
const http = (name: string, options: { route?: string; methods?: ('GET' | 'POST' | 'PUT')[] } = {}) =>
  app.http(name, { authLevel: 'anonymous', methods: ['GET'], ...options, handler: () => ({}) });
const errors = (host: Served) => host.logged.filter(({ level }) => level === 'error').map(({ message }) => message);

async function expectNoFunctions(host: Served, path: string, words: string) {
  expect(host.functions()).toEqual([]);
  expect(await ask(host.port, path)).toMatchObject({ status: 404, body: '' });
  const home = await ask(host.port, '/');
  expect(home.status).toBe(200);
  expect(home.body).toContain('has no functions');
  expect(errors(host).join()).toContain(words);
  await host.close();
}

describe('loading', () => {
  test('leaves the host up without functions when a name comes twice', async () => {
    const host = await load(() => {
      http('twin', { route: 'first' });
      http('twin', { route: 'second' });
    });
    await expectNoFunctions(host, '/api/first', '"twin" has already been registered');
  });

  test('leaves the host up without functions when the app throws', async () => {
    const host = await load(() => {
      http('well', { route: 'well' });
      throw new Error('a setting is missing');
    });
    await expectNoFunctions(host, '/api/well', 'a setting is missing');
  });

  test('waits for a top-level await, and does not pick up what is registered later', async () => {
    const late = Promise.withResolvers<unknown>();
    const host = await load(async () => {
      await sleep(20);
      http('in-time');
      setTimeout(() => {
        try {
          http('too-late');
          late.resolve('registered');
        } catch (error) {
          late.resolve(error);
        }
      }, 50);
    });
    expect(String(await late.promise)).toContain('can only be registered during app startup');
    expect(host.functions().map(({ name }) => name)).toEqual(['in-time']);
    await host.close();
  });

  test('disables only the later of two functions that share a route and a method', async () => {
    const host = await load(() => {
      http('b-second', { route: 'Shared/', methods: ['POST', 'GET'] });
      http('A-first', { route: 'shared', methods: ['GET'] });
      http('c-apart', { route: 'shared', methods: ['PUT'] });
    });
    expect(host.functions().map(({ trigger }) => trigger.kind)).toEqual(['http', 'disabled', 'http']);
    expect(errors(host)).toEqual([expect.stringContaining('conflicts with the route of function "A-first"')]);
    await host.close();
  });

  test.each(['admin/keys', 'Administrators', 'runtime'])(
    'disables a function whose route begins as the host’s: %s',
    async (route) => {
      const host = await load(() => http('mine', { route }));
      expect(host.functions()[0]?.trigger.kind).toBe('disabled');
      expect(await ask(host.port, `/api/${route}`)).toMatchObject({ status: 404, body: '' });
      await host.close();
    },
  );

  test('disables only the function whose setting is missing or whose schedule is none', async () => {
    const host = await load(() => {
      http('lost-route', { route: '%NOT_SET%/x' });
      app.timer('lost-schedule', { schedule: '%NOT_SET%', handler: () => {} });
      app.timer('no-schedule', { schedule: 'every now and then', handler: () => {} });
      app.timer('well', { schedule: '0 0 4 1 1 *', handler: () => {} });
    });
    const kinds = Object.fromEntries(host.functions().map(({ name, trigger }) => [name, trigger.kind]));
    expect(kinds).toEqual({
      'lost-route': 'disabled',
      'lost-schedule': 'disabled',
      'no-schedule': 'disabled',
      well: 'timer',
    });
    expect(errors(host)).toHaveLength(3);
    await host.close();
  });

  test('disables a function whose kind of trigger it does not support, and says so', async () => {
    const host = await load(() => {
      app.storageQueue('queued', { queueName: 'q', connection: '', handler: () => {} });
    });
    expect(errors(host)).toEqual([
      'Function "queued" is disabled: the local host does not support the trigger type queueTrigger.',
    ]);
    await host.close();
  });

  test('answers 501 in words for an app without streaming', async () => {
    const host = await load(() => http('buffered'));
    const answer = await ask(host.port, '/api/buffered');
    expect(answer.status).toBe(501);
    expect(answer.body).toContain('enableHttpStream: true');
    await host.close();
  });

  test('fails on a port in use, before anything of the app runs', async () => {
    const host = await load(() => http('sitting'));
    let ran = false;
    const second = serve(
      () => {
        ran = true;
      },
      { streaming: false, port: host.port },
    );
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(ran).toBe(false);
    await host.close();
  });

  test('serves an app again that this process has loaded before', async () => {
    const first = await load(() => http('kept'));
    await first.close();
    const second = await load(() => 'its modules are cached and register nothing');
    expect(second.functions().map(({ name }) => name)).toEqual(['kept']);
    await second.close();
  });
});
