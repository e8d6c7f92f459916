/** Where the real host leaves a caller without an answer, the local one does too, and says so. */

import { app, type HttpResponseInit } from '@azure/functions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, type Served, serve, within } from './serve.ts';

let host: Served;
const answering = (name: string, answer: () => unknown) =>
  app.http(name, { methods: ['GET'], authLevel: 'anonymous', handler: answer as () => Promise<HttpResponseInit> });

beforeAll(async () => {
  host = await serve(() => {
    answering('nothing', () => undefined);
    answering('a-string', () => 'text');
    answering('a-throw', () => {
      throw new Error('the handler broke');
    });
    answering('status-99', () => ({ status: 99 }));
    answering('half-a-stream', () => ({
      body: new ReadableStream({
        start(controller) {
          controller.enqueue(Buffer.from('half'));
        },
        pull(controller) {
          controller.error(new Error('the stream broke'));
        },
      }),
    }));
  });
});
afterAll(() => host.close());

describe('a caller is left hanging, and the log says so,', () => {
  test.each([
    ['nothing', 'returned nothing'],
    ['a-string', 'The HTTP response must be an object'],
    ['a-throw', 'the handler broke'],
    ['status-99', 'RangeError'],
  ])('when a function answers with %s', async (name, words) => {
    const controller = new AbortController();
    const answer = fetch(`${host.url}/api/${name}`, { signal: controller.signal }).catch(() => 'given up');
    expect(await within(300, answer)).toBe('still waiting');
    expect(host.logged).toContainEqual(
      expect.objectContaining({ level: 'error', functionName: name, message: expect.stringContaining(words) }),
    );
    controller.abort();
    expect(await answer).toBe('given up');
  });

  test('when a response stream breaks half-way: the first half arrives, the end never', async () => {
    const controller = new AbortController();
    const response = await fetch(`${host.url}/api/half-a-stream`, { signal: controller.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe('half');
    const rest = Promise.resolve(reader?.read()).catch(() => 'given up');
    expect(await within(300, rest)).toBe('still waiting');
    expect(host.logged).toContainEqual(
      expect.objectContaining({ level: 'error', message: expect.stringContaining('the stream broke') }),
    );
    controller.abort();
    await rest;
  });

  test('but other requests go on, and the host still ends', async () => {
    const hanging = ask(host.port, '/api/nothing').catch((error: Error) => error.message);
    expect(await within(200, hanging)).toBe('still waiting');
    expect((await ask(host.port, '/')).status).toBe(200);
    await host.close();
    expect(await hanging).toBe('socket hang up');
  });
});
