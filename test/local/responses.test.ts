/** What a caller gets of a function's answer. */

import { setTimeout as sleep } from 'node:timers/promises';
import { app, type HttpResponseInit } from '@azure/functions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, type Served, serve } from './serve.ts';

let host: Served;
const gate = Promise.withResolvers<void>();
const answering = (name: string, answer: () => HttpResponseInit | Promise<HttpResponseInit>) =>
  app.http(name, { methods: ['GET'], authLevel: 'anonymous', handler: answer as () => Promise<HttpResponseInit> });

beforeAll(async () => {
  host = await serve(() => {
    answering('as-json', () => ({ jsonBody: { a: 1 } }));
    answering('as-text', () => ({ body: 'plain' }));
    answering('empty', () => ({}));
    answering('teapot', () => ({ status: 418, body: 'short and stout' }));
    answering('gone-quiet', () => ({ status: 204, body: 'dropped' }));
    answering('own-type', () => ({
      jsonBody: { a: 1 },
      headers: { 'Content-Type': 'application/problem+json', 'X-Own': 'yes' },
    }));
    answering('native', () => new Response('native', { status: 202, headers: { 'x-made': 'by hand' } }) as never);
    answering('two-cookies', () => {
      const headers = new Headers();
      headers.append('set-cookie', 'a=1');
      headers.append('set-cookie', 'b=2');
      return { headers: headers as never };
    });
    answering('cookies', () => ({
      cookies: [
        { name: 'a', value: '1' },
        { name: 'b', value: '2', httpOnly: true },
      ],
    }));
    answering('slow-stream', () => ({
      body: new ReadableStream<Uint8Array>({
        async start(controller) {
          controller.enqueue(Buffer.from('first'));
          await gate.promise;
          controller.enqueue(Buffer.from(' last'));
          controller.close();
        },
      }),
    }));
  });
});
afterAll(() => host.close());
const get = (name: string) => ask(host.port, `/api/${name}`);

describe('a response', () => {
  test('is JSON for jsonBody, unless it names a type itself', async () => {
    expect(await get('as-json')).toMatchObject({
      status: 200,
      body: '{"a":1}',
      headers: { 'content-type': 'application/json' },
    });
    const own = { 'content-type': 'application/problem+json', 'x-own': 'yes' };
    expect(await get('own-type')).toMatchObject({ headers: own });
  });

  test('is text for a string body', async () => {
    expect(await get('as-text')).toMatchObject({
      body: 'plain',
      headers: { 'content-type': 'text/plain;charset=UTF-8' },
    });
  });

  test('has the status that the function gives, 200 when it gives none', async () => {
    expect(await get('teapot')).toMatchObject({ status: 418, body: 'short and stout' });
    expect(await get('empty')).toMatchObject({ status: 200, body: '' });
  });

  test('loses its body at a status that has none', async () => {
    expect(await get('gone-quiet')).toMatchObject({ status: 204, body: '' });
  });

  test('may be a native Response', async () => {
    expect(await get('native')).toMatchObject({ status: 202, body: 'native', headers: { 'x-made': 'by hand' } });
  });

  test('keeps only the last of several set-cookie headers, but all of its cookies', async () => {
    expect((await get('two-cookies')).headers['set-cookie']).toEqual(['b=2']);
    expect((await get('cookies')).headers['set-cookie']).toEqual(['a=1', 'b=2; HttpOnly']);
  });

  test('begins before it is complete', async () => {
    const response = await fetch(`${host.url}/api/slow-stream`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe('first');
    await sleep(20);
    gate.resolve();
    expect((await reader?.read())?.value).toBe(' last');
    expect((await reader?.read())?.done).toBe(true);
  });

  test('says nothing of the invocation it came from', async () => {
    expect((await get('as-json')).headers).not.toHaveProperty('x-ms-invocation-id');
  });
});
