/** How the local host finds the function for a request. */

import { app, type HttpRequest } from '@azure/functions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, type Served, serve } from './serve.ts';

let host: Served;
const route = (name: string, path: string, methods: ('GET' | 'PUT' | 'POST' | 'DELETE')[] = ['GET']) =>
  app.http(name, {
    route: path,
    methods,
    authLevel: 'anonymous',
    handler: (request: HttpRequest) => ({ jsonBody: { name, params: request.params, url: request.url } }),
  });
const took = async (path: string, method = 'GET') => {
  const { status, body } = await ask(host.port, path, { method });
  return status === 200 ? (JSON.parse(body) as { name: string; params: object; url: string }) : { status, body };
};

beforeAll(async () => {
  host = await serve(
    () => {
      route('zebra-fixed', 'same/fixed');
      route('Ant-any', 'same/{x}');
      route('shelf', 'Shelves/{shelf}/books/{book?}');
      route('files', 'files/{*path}');
      route('put-tray', 'tray/{id}', ['PUT', 'DELETE']);
      route('get-tray', 'tray/{id}', ['GET']);
      route('byName', '');
      route('colour', '%PAINT%/colour');
      route('number', 'number/{n:int}');
      route('pair', 'pair/{a}-{b}');
      route('defaulted', 'defaulted/{x=5}');
    },
    { setting: (name) => (name === 'PAINT' ? 'paint' : undefined) },
  );
});
afterAll(() => host.close());

describe('routing', () => {
  test('takes the first match in the order of function names, not the most specific route', async () => {
    expect(await took('/api/same/fixed')).toMatchObject({ name: 'Ant-any', params: { x: 'fixed' } });
  });

  test('does not mind the case of a path, and keeps that of a parameter', async () => {
    expect(await took('/API/sHELVES/Top/BOOKS/Emma')).toMatchObject({ params: { shelf: 'Top', book: 'Emma' } });
  });

  test('accepts a trailing slash', async () => {
    expect(await took('/api/same/fixed/')).toMatchObject({ name: 'Ant-any' });
    expect(await took('/api/shelves/top/books/')).toMatchObject({ name: 'shelf' });
  });

  test('leaves an absent optional parameter out', async () => {
    expect(await took('/api/shelves/top/books')).toMatchObject({ params: { shelf: 'top' } });
    expect(Object.keys(((await took('/api/shelves/top/books')) as { params: object }).params)).toEqual(['shelf']);
  });

  test('gives a catch-all the whole rest, and nothing when there is none', async () => {
    expect(await took('/api/files/a/b%20c/d')).toMatchObject({ params: { path: 'a/b c/d' } });
    expect(((await took('/api/files')) as { params: object }).params).toEqual({});
  });

  test('serves one route with different methods by different functions', async () => {
    expect(await took('/api/tray/4', 'DELETE')).toMatchObject({ name: 'put-tray' });
    expect(await took('/api/tray/4', 'GET')).toMatchObject({ name: 'get-tray' });
  });

  test.each(['POST', 'HEAD', 'OPTIONS'])('answers 404 with an empty body when no function lists %s', async (method) => {
    expect(await took('/api/tray/4', method)).toEqual({ status: 404, body: '' });
  });

  test.each(['/', '/nothing', '/same/fixed', '/api', '/api/', '/api/same', '/api/same/a/b', '/api//same/fixed'])(
    'answers nothing of a function at %s',
    async (path) => {
      expect(await ask(host.port, path)).toMatchObject(path === '/' ? { status: 200 } : { status: 404, body: '' });
    },
  );

  test('takes the name of a function as its route when it has none', async () => {
    expect(await took('/api/byname')).toMatchObject({ name: 'byName' });
  });

  test('resolves %NAME% in a route from the settings', async () => {
    expect(await took('/api/paint/colour')).toMatchObject({ name: 'colour' });
  });

  test('decodes %20 in a parameter and leaves %2F, which is %252F in the url', async () => {
    expect(await took('/api/same/a%20b%2Fc%C3%A9%FF')).toMatchObject({
      params: { x: 'a b%2Fcé%FF' },
      url: `${host.url}/api/same/a%20b%252Fc%C3%A9%25FF`,
    });
  });

  test('resolves dots in a path, encoded ones too', async () => {
    expect(await took('/api/same/up/%2e%2E/down')).toMatchObject({ params: { x: 'down' } });
  });

  test.each(['/api/number/5', '/api/pair/1-2', '/api/defaulted'])(
    'answers 501 in words where a route has a form of parameter that it does not reproduce: %s',
    async (path) => {
      const answer = await ask(host.port, path);
      expect(answer.status).toBe(501);
      expect(answer.body).toContain('does not support this form of a route parameter');
    },
  );
});
