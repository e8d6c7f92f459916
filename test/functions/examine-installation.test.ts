import { describe, expect, it } from 'vitest';
import { createApiKey } from '../../shared/access/api-keys.ts';
import { checks } from '../../shared/doctor/checks.ts';
import { doctorAnswer } from '../../shared/http/doctor-answers.ts';
import { localAdministrator } from '../../shared/services.ts';
import { ask, isProblemAnswer, memoryServices } from './app.ts';

describe('GET /doctor', () => {
  it('answers what every check found, with what to do where all is not well', async () => {
    const services = await memoryServices({ localPrincipal: localAdministrator });
    const { status, json } = await ask(services, 'examine-installation', '/doctor');
    expect(status).toBe(200);
    expect(doctorAnswer.strict().safeParse(json).error).toBeUndefined();
    expect(json.items.map(({ check }: { check: string }) => check)).toEqual(Object.keys(checks));
    for (const { state, remedy } of json.items) expect(remedy === undefined).toBe(state === 'ok');
    expect(services.lines.at(-1)).toMatchObject({ function: 'examine-installation', counts: { failed: 0 } });
  });

  it('is for administrators', async () => {
    const { key, line } = createApiKey('bo', ['Operator']);
    const services = await memoryServices({ env: { API_KEYS: line } });
    const asked = await ask(services, 'examine-installation', '/doctor', { headers: { 'x-api-key': key } });
    expect(isProblemAnswer(asked, 'forbidden')).toBe(true);
  });

  it('holds nothing of the secrets in the settings, whatever is wrong', async () => {
    const mark = 'MARK7f3a';
    const key = Buffer.from(mark).toString('base64');
    const { line } = createApiKey(mark, ['Operator']);
    const env = {
      ARCHIVE_STORAGE: `BlobEndpoint=http://127.0.0.1:9/logs;AccountName=logs;AccountKey=${key}`,
      EVENT_HUB_CONNECTION: `Endpoint=sb://hub.example/;SharedAccessKeyName=${mark};SharedAccessKey=${key}`,
      HASH_KEY: `${mark}${mark}${mark}`,
      API_KEYS: line,
    };
    const services = await memoryServices({ env, localPrincipal: localAdministrator });
    await services.store.createTable('Settings');
    const entity = { partitionKey: 'secrets', rowKey: 'hash-key', key: `${mark}-before` };
    await services.store.transact('Settings', [{ kind: 'insert', entity }]);
    const { text, json } = await ask(services, 'examine-installation', '/doctor');
    const failed = json.items.filter(({ state }: { state: string }) => state === 'failed');
    expect(failed.map(({ check }: { check: string }) => check)).toEqual(['hash-key', 'archive']);
    for (const secret of [mark, key, line.split(':')[2] ?? '']) expect(text).not.toContain(secret);
  });
});
