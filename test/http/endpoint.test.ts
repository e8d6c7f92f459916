import { beforeEach, describe, expect, it } from 'vitest';
import type { Call, Handler } from '../../shared/http/call.ts';
import { endpoint } from '../../shared/http/endpoint.ts';
import { rawJson } from '../../shared/http/json-text.ts';
import { problem } from '../../shared/http/problems.ts';
import { json, type Reply, streamed } from '../../shared/http/reply.ts';
import { type RouteName, routeNamed } from '../../shared/http/routes.ts';
import { localAdministrator, provideServices } from '../../shared/services.ts';
import { StorageUnavailable } from '../../shared/storage/table-store.ts';
import { type Asking, answerOf, type HttpCallback, isProblemAnswer, memoryServices } from '../functions/app.ts';

let services: Awaited<ReturnType<typeof memoryServices>>;
beforeEach(async () => {
  services = await memoryServices({ localPrincipal: localAdministrator });
  provideServices(services);
});

function call<Name extends RouteName>(name: Name, handler: Handler<Name>, path: string, asking: Asking = {}) {
  return answerOf(endpoint(name, handler) as HttpCallback, routeNamed(name).method, path, asking);
}
const categoriesWith = (handler: Handler<'list-categories'>) => call('list-categories', handler, '/categories');
const csv = (body: AsyncIterable<string>) =>
  streamed({ contentType: 'text/csv', body, lastLine: ({ code }) => `# incomplete: ${code}\n` });

describe('an endpoint', () => {
  it('answers in JSON, with finished texts and large numbers', async () => {
    const asked = await categoriesWith(() => json({ n: 2n ** 60n, delivered: rawJson('{"a":1.0}') }));
    expect(asked.text).toBe('{"n":"1152921504606846976","delivered":{"a":1.0}}');
    expect(asked.headers.get('content-type')).toBe('application/json');
    expect(asked.headers.get('cache-control')).toBe('no-store');
  });

  it('answers a problem that is returned, with status, headers and the invocation id', async () => {
    const asked = await categoriesWith(() =>
      problem('narrow-the-range', { detail: 'There are 20,001.', headers: { 'x-found': '20001' } }),
    );
    expect(isProblemAnswer(asked, 'narrow-the-range')).toBe(true);
    expect(asked.json.detail).toBe('There are 20,001.');
    expect(asked.headers.get('x-found')).toBe('20001');
  });

  it.each([
    [
      'throws',
      (): Reply => {
        throw new Error('inner');
      },
    ],
    ['throws later', async (): Promise<Reply> => Promise.reject(new TypeError('inner'))],
    [
      'throws what is no error',
      (): Reply => {
        throw 'inner';
      },
    ],
    ['answers nothing', () => undefined as unknown as Reply],
    ['answers something else', () => ({ status: 200 }) as unknown as Reply],
    ['answers a header that HTTP does not take', () => json({}, { headers: { 'x-inner': 'a\nb' } })],
    [
      'answers a name that a header cannot hold',
      () => json({}, { headers: { 'content-disposition': 'filename="日.csv"' } }),
    ],
    [
      'answers what JSON cannot hold',
      () => {
        const inner: unknown[] = [];
        inner.push(inner);
        return json(inner);
      },
    ],
    ['answers no JSON at all', () => json(undefined)],
  ])('answers internal when its handler %s', async (_what, handler) => {
    const asked = await categoriesWith(handler);
    expect(isProblemAnswer(asked, 'internal')).toBe(true);
    expect(asked.text).not.toContain('inner');
    expect(services.lines).toHaveLength(1);
    expect(services.lines[0]).toMatchObject({
      level: 'error',
      status: 500,
      outcome: 'internal',
      failure: expect.anything(),
    });
  });

  it('answers storage-unavailable, and when to ask again', async () => {
    const asked = await categoriesWith(() => {
      throw new StorageUnavailable('inner', { retryAfter: 2.4 });
    });
    expect(isProblemAnswer(asked, 'storage-unavailable')).toBe(true);
    expect(asked.headers.get('retry-after')).toBe('3');
    expect(
      (
        await categoriesWith(() => {
          throw new StorageUnavailable('inner');
        })
      ).headers.get('retry-after'),
    ).toBe('5');
  });

  it('gives the time at which it ends', async () => {
    const clock = () => new Date('2026-03-04T00:00:00Z');
    provideServices({ ...services, clock });
    let given: Call<'list-categories'> | undefined;
    await categoriesWith((made) => {
      given = made;
      return json({});
    });
    expect(given?.deadline).toBe(clock().getTime() + 90_000);
    expect(given?.signal.aborted).toBe(false);
  });

  it('hands a stream over, and ends it with a line when it breaks', async () => {
    const broken = async function* () {
      yield 'a\n';
      throw new StorageUnavailable('inner');
    };
    const asked = await categoriesWith(() => csv(broken()));
    expect(asked.status).toBe(200);
    expect(asked.text).toBe('a\n# incomplete: storage-unavailable\n');
    expect(services.lines).toHaveLength(1);
    expect(services.lines[0]).toMatchObject({ level: 'error', status: 200, outcome: 'incomplete' });
  });

  it('writes the line of a stream when it ends, with the counts so far', async () => {
    const asked = await categoriesWith((made) =>
      csv(
        (async function* () {
          for (let row = 0; row < 3; row += 1) {
            made.count({ rows: 1 });
            yield 'a\n';
          }
        })(),
      ),
    );
    expect(asked.text).toBe('a\na\na\n');
    expect(services.lines).toEqual([
      {
        level: 'info',
        function: 'list-categories',
        invocationId: 'invocation-7',
        status: 200,
        outcome: 'ok',
        counts: { rows: 3 },
        durationMs: expect.any(Number),
      },
    ]);
  });

  it('takes parameters of the path from nowhere else', async () => {
    const asked = await call('get-record', ({ params }) => json(params), '/records/a%252Fb');
    expect(asked.json).toEqual({ id: 'a/b' });
    // Under streaming the host fills `params` with the query's keys.
    expect((await call('get-record', ({ params }) => json(params), '/records/a?id=b')).json.issues).toEqual([
      { path: 'id', message: 'is not a parameter here; there are none' },
    ]);
  });

  it('takes the host’s key in the query, where the host asks for one', async () => {
    expect((await call('ingest', () => json('taken'), '/ingest?code=abc')).json).toBe('taken');
    expect(isProblemAnswer(await call('ingest', () => json('taken'), '/ingest?cod=abc'), 'invalid-parameters')).toBe(
      true,
    );
  });

  it('leaves the query to a handler that reads it itself', async () => {
    const asked = await call(
      'list-records',
      ({ query, searchParams }) => json([query, [...searchParams]]),
      '/records?a=1&a=2&b=%2B',
    );
    expect(asked.json).toEqual([
      null,
      [
        ['a', '1'],
        ['a', '2'],
        ['b', '+'],
      ],
    ]);
  });

  it('knows the principal', async () => {
    expect((await categoriesWith(({ principal }) => json(principal.name))).json).toBe('local');
  });

  it('answers settings-invalid while settings are wrong, and says nothing of them', async () => {
    provideServices({ ...services, mistakes: [{ name: 'TIME_ZONE', message: 'inner' }] });
    const asked = await categoriesWith(() => json({}));
    expect(isProblemAnswer(asked, 'settings-invalid')).toBe(true);
    expect(asked.text).not.toMatch(/inner|TIME_ZONE/);
  });
});

describe('a JSON body', () => {
  const put = (asking: Asking) => call('switch-category', ({ body }) => json(body), '/categories/sms', asking);
  const type = { 'content-type': 'application/json' };

  it('is read by the schema', async () => {
    expect(
      (await put({ headers: { 'content-type': 'application/json; charset=utf-8' }, body: '{"enabled":false}' })).json,
    ).toEqual({ enabled: false });
  });

  it.each([
    ['unsupported-media-type', { body: '{"enabled":false}', headers: { 'content-type': 'text/plain' } }],
    ['unsupported-encoding', { body: '{}', headers: { ...type, 'content-encoding': 'gzip' } }],
    ['unreadable-body', { headers: type }],
    ['unreadable-body', { body: '{"enabled":', headers: type }],
    ['body-too-large', { body: `"${'a'.repeat(70_000)}"`, headers: type }],
    ['invalid-body', { body: 'null', headers: type }],
    ['invalid-body', { body: '{}', headers: type }],
  ] as const)('is refused as %s', async (code, asking) => {
    expect(isProblemAnswer(await put(asking), code)).toBe(true);
  });

  it('has all its mistakes listed at once', async () => {
    expect((await put({ headers: type, body: '{"enabled":"no","on":true}' })).json.issues).toEqual([
      { path: 'enabled', message: expect.stringContaining('boolean') },
      { path: 'on', message: 'is not a member here; there are enabled' },
    ]);
  });
});
