import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApiKey } from '../../shared/access/api-keys.ts';
import { endpoint } from '../../shared/http/endpoint.ts';
import { json, streamed } from '../../shared/http/reply.ts';
import { createServices, provideServices } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { answerOf, ask, type HttpCallback, samplePaths } from '../functions/app.ts';
import { keepOutput, type WrittenOutput } from './written-output.ts';

/** Stands for a value of a record, a key, a name: nothing that is logged may hold it. */
const mark = 'MARK7f3a';
const made = createApiKey(`${mark}-name`, ['Administrator']);
const env = {
  AzureWebJobsStorage: `AccountName=${mark};AccountKey=${Buffer.from(mark).toString('base64')}`,
  HASH_KEY: `${mark}${mark}${mark}`,
  API_KEYS: made.line,
};
const headers = {
  'x-api-key': made.key,
  'x-functions-key': mark,
  'user-agent': mark,
  cookie: mark,
  'content-type': 'application/json',
};
const secrets = [mark, Buffer.from(mark).toString('base64'), made.key, made.line, made.line.split(':')[2] ?? ''];

const failing = (error: () => Error): TableStore => {
  const store = sqliteTables({ path: ':memory:' });
  const fail = async () => Promise.reject(error());
  return { ...store, query: fail, get: fail, transact: fail };
};
const stores: readonly [string, () => TableStore][] = [
  ['works', () => sqliteTables({ path: ':memory:' })],
  [
    'is unavailable',
    () => failing(() => new StorageUnavailable(`Table ${mark}`, { cause: new Error(`AccountKey=${mark}`) })),
  ],
  [
    'fails otherwise',
    () =>
      failing(() =>
        Object.assign(new Error(`${mark}\n    at ${mark} (file:///${mark}.ts:1:2)`), { code: `to ${mark}` }),
      ),
  ],
];

let written: WrittenOutput;
beforeEach(() => {
  written = keepOutput();
});
afterEach(() => written.restore());

function expectClean(lines: number): void {
  written.restore();
  expect(written.logLines()).toHaveLength(lines);
  for (const secret of secrets) expect(written.texts.join('\n')).not.toContain(secret);
}

describe.each(stores)('while the store %s', (_how, store) => {
  it.each(samplePaths)(
    'the line of $name holds nothing of query, headers, body, settings or errors',
    async ({ name, path }) => {
      const services = await createServices({ env, store: store() });
      const body =
        name.startsWith('ingest') || name === 'switch-category'
          ? { body: `{"enabled":false,"${mark}":"${mark}"}` }
          : {};
      await ask(services, name, path, { headers, ...body });
      await ask(services, name, `${path}?${mark}=${mark}&value=${mark}&search=${mark}`, { headers, ...body });
      await ask(services, name, path.replace('sms', mark), { headers, body: `[${mark}` });
      await ask(services, name, path, { headers: { 'x-api-key': mark, authorization: `Bearer ${mark}` } });
      expectClean(4);
    },
  );
});

describe('the line of an invocation', () => {
  it('holds nothing of an error that a handler threw, or that broke a stream', async () => {
    provideServices(await createServices({ env, store: sqliteTables({ path: ':memory:' }) }));
    const error = () => new SyntaxError(`Unexpected token in ${mark}`, { cause: `${mark}` });
    const call = (handler: Parameters<typeof endpoint<'health'>>[1]) =>
      answerOf(endpoint('health', handler) as HttpCallback, 'GET', `/health`);
    await call(() => {
      throw error();
    });
    const broken = (async function* () {
      yield mark;
      throw error();
    })();
    await call(() => streamed({ contentType: 'text/plain', body: broken, lastLine: () => mark }));
    await call(({ count }) => {
      count({ items: 2 });
      return json({ mark });
    });
    expect(written.texts.some((text) => text.includes('"counts":{"items":2}'))).toBe(true);
    expectClean(3);
  });

  it('holds nothing of settings that are wrong', async () => {
    const wrong = { AzureWebJobsStorage: mark, HASH_KEY: mark, API_KEYS: mark, TIME_ZONE: mark, RETENTION_DAYS: mark };
    const asked = await ask(await createServices({ env: wrong }), 'health', '/health');
    expect(asked.status).toBe(503);
    expect(asked.text).not.toContain(mark);
    expectClean(1);
  });
});
