/** How the local host ends, and what becomes of work that takes too long. */

import { setTimeout as sleep } from 'node:timers/promises';
import { app } from '@azure/functions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, type Served, serve, within } from './serve.ts';

let host: Served;
const events: string[] = [];
const gates = { request: Promise.withResolvers<void>(), timer: Promise.withResolvers<void>() };
const begun = { request: Promise.withResolvers<void>(), timer: Promise.withResolvers<void>() };

beforeAll(async () => {
  host = await serve(
    () => {
      app.hook.appStart(() => {
        events.push('started');
      });
      app.hook.appTerminate(() => {
        events.push('terminated');
      });
      app.http('slow', {
        methods: ['GET'],
        authLevel: 'anonymous',
        handler: async () => {
          begun.request.resolve();
          await gates.request.promise;
          events.push('request');
          return { body: 'finished' };
        },
      });
      app.http('sleepy', {
        methods: ['GET'],
        authLevel: 'anonymous',
        handler: async () => {
          await sleep(1200);
          return { body: 'too late' };
        },
      });
      app.timer('slow-timer', {
        schedule: '0 0 3 1 1 *',
        handler: async () => {
          begun.timer.resolve();
          await gates.timer.promise;
          events.push('timer');
        },
      });
    },
    { functionTimeout: 600 },
  );
});
afterAll(() => host.close());

describe('the local host', () => {
  test('runs the hook for the start of the app once it is loaded', () => {
    expect(events).toEqual(['started']);
  });

  test('answers 500 with an empty body when a function takes longer than functionTimeout', async () => {
    expect(await ask(host.port, '/api/sleepy')).toMatchObject({ status: 500, body: '' });
    expect(host.logged).toContainEqual(
      expect.objectContaining({
        level: 'error',
        functionName: 'sleepy',
        message: expect.stringContaining('functionTimeout'),
      }),
    );
    await sleep(700);
  });

  test('answers 500 to requests in flight when the app fails outside of them', async () => {
    const answer = ask(host.port, '/api/sleepy');
    await sleep(50);
    host.fail(new Error('an unhandled rejection'));
    expect(await answer).toMatchObject({ status: 500, body: '' });
    expect(host.logged.at(-1)?.message).toContain('an unhandled rejection');
    expect((await ask(host.port, '/')).status).toBe(200);
    await sleep(1200);
  });

  test('finishes requests and timers in flight, takes no more, then runs the hook for the end of the app', async () => {
    events.length = 0;
    const answer = ask(host.port, '/api/slow');
    void host.invoke('slow-timer');
    await Promise.all([begun.request.promise, begun.timer.promise]);
    const closed = host.close();
    expect(await within(100, closed)).toBe('still waiting');
    await expect(ask(host.port, '/')).rejects.toThrow('ECONNREFUSED');
    gates.request.resolve();
    expect(await answer).toMatchObject({ status: 200, body: 'finished' });
    expect(await within(100, closed)).toBe('still waiting');
    gates.timer.resolve();
    await closed;
    expect(events).toEqual(['request', 'timer', 'terminated']);
  });
});
