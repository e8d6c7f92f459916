import { beforeEach, describe, expect, it } from 'vitest';
import { createApiKey } from '../../shared/access/api-keys.ts';
import { auditTable } from '../../shared/audit/append-audit.ts';
import { allCategories } from '../../shared/categories/index.ts';
import { categoryItem, categoryList } from '../../shared/http/answers.ts';
import { localAdministrator } from '../../shared/services.ts';
import { everyRow } from '../../shared/storage/table-store.ts';
import { countDropped } from '../../shared/switches/dropped.ts';
import { ask, isProblemAnswer, memoryServices } from './app.ts';

const now = new Date('2026-03-04T12:00:00Z');
const type = { 'content-type': 'application/json' };
let services: Awaited<ReturnType<typeof memoryServices>>;
beforeEach(async () => {
  services = await memoryServices({ localPrincipal: localAdministrator, clock: () => now });
});

const put = (name: string, enabled: boolean) =>
  ask(services, 'switch-category', `/categories/${name}`, { headers: type, body: JSON.stringify({ enabled }) });
const list = async () => (await ask(services, 'list-categories', '/categories')).json;

describe('GET /categories', () => {
  it('lists every category, switched on, in the described shape', async () => {
    const answer = await list();
    expect(categoryList.parse(answer)).toEqual(answer);
    expect(answer.items.map(({ slug }: { slug: string }) => slug)).toEqual(allCategories.map(({ slug }) => slug));
    expect(answer.items.every(({ enabled }: { enabled: boolean }) => enabled)).toBe(true);
  });

  it('shows what was dropped', async () => {
    await countDropped(services, 'sms', 3, now);
    const sms = (await list()).items.find(({ slug }: { slug: string }) => slug === 'sms');
    expect(sms.dropped).toEqual([{ day: '2026-03-04', count: 3, last: now.toISOString() }]);
  });

  it('asks the store three times', async () => {
    let asked = 0;
    const { query } = services.store;
    services = {
      ...services,
      store: {
        ...services.store,
        query: (...args) => {
          asked += 1;
          return query(...args);
        },
      },
    };
    await list();
    expect(asked).toBe(3);
  });
});

describe('PUT /categories/{name}', () => {
  it.each(['sms', 'SMSOperational', 'smsoperational', 'ACSSMSIncomingOperations', 'SMS%20Operational'])(
    'knows %s',
    async (name) => {
      const asked = await put(name, false);
      expect(asked.status).toBe(200);
      expect(categoryItem.parse(asked.json)).toMatchObject({ slug: 'sms', enabled: false });
    },
  );

  it('switches off and on again, shown at once', async () => {
    await put('sms', false);
    const off = async () =>
      (await list()).items
        .filter(({ enabled }: { enabled: boolean }) => !enabled)
        .map(({ slug }: { slug: string }) => slug);
    expect(await off()).toEqual(['sms']);
    await put('sms', true);
    expect(await off()).toEqual([]);
  });

  it('answers an unknown name with the known ones', async () => {
    const asked = await put('fax', false);
    expect(isProblemAnswer(asked, 'not-found')).toBe(true);
    expect(asked.json.detail).toContain('call-summary');
  });

  it.each(['', '{}', '{"enabled":"false"}', '{"enabled":false,"until":"friday"}', '[]'])(
    'refuses the body %j',
    async (body) => {
      const asked = await ask(services, 'switch-category', '/categories/sms', { headers: type, body });
      expect(asked.status).toBe(400);
    },
  );

  it('says in the audit log who it was', async () => {
    const { key, line } = createApiKey('night-shift', ['Administrator']);
    services = await memoryServices({ env: { API_KEYS: line }, clock: () => now });
    await ask(services, 'switch-category', '/categories/sms', {
      headers: { ...type, 'x-api-key': key },
      body: '{"enabled":false}',
    });
    const rows = await Array.fromAsync(everyRow(services.store, auditTable(now.getTime()), {}));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      event: 'category-switched',
      operation: 'switch-category',
      actorKind: 'api-key',
      actor: 'night-shift',
      target: 'sms',
      old: 'true',
      new: 'false',
    });
  });
});
