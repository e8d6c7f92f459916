/** The host's own routes, as the real host has them. */

import { app } from '@azure/functions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, type Served, serve, within } from './serve.ts';

let host: Served;
let began = Promise.withResolvers<void>();
const gate = Promise.withResolvers<void>();
beforeAll(async () => {
  host = await serve(() => {
    app.http('page', { route: 'pages/{id}', methods: ['GET'], authLevel: 'function', handler: () => ({}) });
    app.timer('chore', {
      schedule: '0 0 3 * * *',
      handler: async () => {
        began.resolve();
        await gate.promise;
      },
    });
    app.timer('broken', { schedule: 'never', handler: () => {} });
  });
});
afterAll(() => host.close());
const run = (name: string, headers: Record<string, string> = { 'content-type': 'application/json' }, body = '{}') =>
  ask(host.port, `/admin/functions/${name}`, { method: 'POST', headers, body });

describe('/admin/functions', () => {
  test('lists what is loaded, with its bindings and address', async () => {
    const list = JSON.parse((await ask(host.port, '/admin/functions')).body);
    expect(list.map(({ name, isDisabled }: Record<string, unknown>) => [name, isDisabled])).toEqual([
      ['broken', true],
      ['chore', false],
      ['page', false],
    ]);
    expect(list[2]).toMatchObject({ invoke_url_template: `${host.url}/api/pages/{id}`, language: 'node' });
    expect(list[1].config.bindings[0]).toMatchObject({ type: 'timerTrigger', schedule: '0 0 3 * * *' });
  });

  test('shows one function, and what is wrong with it', async () => {
    expect(JSON.parse((await ask(host.port, '/admin/functions/PAGE')).body)).toMatchObject({ name: 'page' });
    const status = JSON.parse((await ask(host.port, '/admin/functions/broken/status')).body);
    expect(status.errors[0]).toContain('"never"');
    expect(await ask(host.port, '/admin/functions/unheard')).toMatchObject({ status: 404, body: '' });
  });

  test('runs a timer by hand and answers 202 at once', async () => {
    began = Promise.withResolvers();
    expect(await run('chore')).toMatchObject({ status: 202, body: '' });
    await began.promise;
    gate.resolve();
  });

  test('answers 415 without a JSON content type', async () => {
    expect(await run('chore', {})).toMatchObject({ status: 415 });
    expect(await run('chore', { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
    expect(await run('chore', { 'content-type': 'application/json; charset=utf-8' })).toMatchObject({ status: 202 });
  });

  test('answers 400 to a body that is no JSON object, and 404 to an unknown name', async () => {
    expect(await run('chore', undefined, '')).toMatchObject({ status: 400 });
    expect(await run('unheard')).toMatchObject({ status: 404 });
  });

  test.each([
    ['POST', '/admin/functions/page'],
    ['DELETE', '/admin/functions/page'],
    ['GET', '/admin/host/status'],
    ['GET', '/runtime/webhooks/anything'],
  ])('answers 501 in words to %s %s', async (method, path) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await within(
      2000,
      ask(host.port, path, { method, headers, ...(method === 'POST' ? { body: '{}' } : {}) }),
    );
    expect(answer).toMatchObject({ status: 501, body: expect.stringContaining('local host') });
  });
});
