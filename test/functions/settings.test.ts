import { describe, expect, it } from 'vitest';
import { settingItemAnswer, settingList } from '../../shared/http/setting-answers.ts';
import { localAdministrator, type Services } from '../../shared/services.ts';
import { everyRow } from '../../shared/storage/table-store.ts';
import { chance, slowStore } from '../communications/gather/slow-store.ts';
import { faultyStore } from '../crash/faulty-store.ts';
import { answerOf, countsOf } from '../ingest/delivering.ts';
import { chat, sms } from '../purge/messages.ts';
import { ask, isProblemAnswer, memoryServices } from './app.ts';

const now = Date.parse('2026-03-04T12:00:00.000Z');
const secret = 'a key that nobody must see';
const servicesWith = (env: Record<string, string> = {}) =>
  memoryServices({ env, localPrincipal: localAdministrator, clock: () => new Date(now) });
const put = (services: Services, name: string, value: unknown, tag?: string) =>
  ask(services, 'put-setting', `/settings/${name}`, {
    headers: { 'content-type': 'application/json', ...(tag === undefined ? {} : { 'if-match': tag }) },
    body: JSON.stringify(value),
  });
const get = (services: Services, name: string) => ask(services, 'get-setting', `/settings/${name}`);
const tagOf = async (services: Services, name: string) => (await get(services, name)).headers.get('etag') ?? '';
const single = (services: Services, name: string, enabled: boolean) =>
  ask(services, 'switch-category', `/categories/${name}`, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ enabled }),
  });
const auditIn = ({ store }: Services) => Array.fromAsync(everyRow(store, 'Audit202603', {}));

describe('GET /settings', () => {
  it('shows every setting with where its value comes from, and no secret', async () => {
    const services = await servicesWith({ HASH_KEY: secret, NIGHTLY_AT: '05:00' });
    const { status, json, text } = await ask(services, 'list-settings', '/settings');
    expect(status).toBe(200);
    expect(settingList.parse(json)).toEqual(json);
    const byName = new Map(json.items.map((item: { name: string }) => [item.name, item]));
    expect([...byName.keys()].slice(0, 2)).toEqual(['retention', 'categories']);
    expect(byName.get('retention')).toMatchObject({ value: {}, from: 'default', changeable: true });
    expect(byName.get('HASH_KEY')).toMatchObject({ value: null, from: 'app setting', secret: true, changeable: false });
    expect(byName.get('NIGHTLY_AT')).toMatchObject({ value: 300, from: 'app setting' });
    expect(byName.get('SILENCE_HOURS')).toMatchObject({ value: 24, from: 'default' });
    expect(text).not.toContain(secret);
  });
});

describe('the setting retention', () => {
  it('says what holds for each category and where that comes from', async () => {
    const services = await servicesWith({ RETENTION_DAYS: '365' });
    expect((await put(services, 'retention', { categories: { ChatOperational: 7 } }, '*')).status).toBe(200);
    const { json } = await get(services, 'retention');
    expect(settingItemAnswer.parse(json)).toEqual(json);
    expect(json.value).toEqual({ categories: { chat: 7 } });
    expect(json.effective.communications).toEqual({
      ...{ days: 365, from: 'RETENTION_DAYS', notBefore: '2025-03-04T12:00:00.000Z' },
    });
    const ofCategory = (slug: string) =>
      json.effective.records.find(({ category }: { category: string }) => category === slug);
    expect(ofCategory('chat')).toEqual({
      ...{ category: 'chat', days: 7, from: 'settings/retention', notBefore: '2026-02-25T12:00:00.000Z' },
    });
    expect(ofCategory('sms')).toMatchObject({ days: 365, from: 'RETENTION_DAYS' });
    expect(json.effective.audit).toEqual({ days: 'never', from: 'built-in', notBefore: null });
    expect(json.effective.rejected.days).toBe(30);
    expect(json.effective.runs.days).toBe(90);
  });

  it('is changed only by who has read it: 428 without If-Match, 412 when it has changed since', async () => {
    const services = await servicesWith();
    expect(isProblemAnswer(await put(services, 'retention', { days: 30 }), 'precondition-required')).toBe(true);
    const tag = await tagOf(services, 'retention');
    expect((await put(services, 'retention', { days: 30 }, tag)).json.value).toEqual({ days: 30 });
    expect(isProblemAnswer(await put(services, 'retention', { days: 31 }, tag), 'precondition-failed')).toBe(true);
    const next = await tagOf(services, 'retention');
    expect(next).not.toBe(tag);
    expect((await put(services, 'retention', { days: 31 }, next)).status).toBe(200);
    expect((await get(services, 'retention')).json.value).toEqual({ days: 31 });
  });

  it('takes only a bare * for whatever stands there; in quotes it is a tag', async () => {
    const services = await servicesWith();
    for (const tag of ['"*"', 'W/"*"', '"un*"'])
      expect(isProblemAnswer(await put(services, 'retention', { days: 30 }, tag), 'precondition-failed')).toBe(true);
    expect((await put(services, 'retention', { days: 30 }, ' * ')).status).toBe(200);
  });

  it('says in its own words what a number of days must be', async () => {
    const services = await servicesWith();
    for (const days of [-1, 1.5, 36_501, '30']) {
      const { json } = await put(services, 'retention', { days, categories: { chat: days } }, '*');
      const message = 'must be "never" or a whole number of days from 1 to 36500';
      expect(json.issues).toEqual(['days', 'categories.chat'].map((path) => ({ path, message })));
    }
  });

  it('leaves a row in the audit log for each change: who, when, old and new', async () => {
    const services = await servicesWith();
    await put(services, 'retention', { days: 30 }, '*');
    await put(services, 'retention', { days: 30 }, '*');
    await put(services, 'retention', { days: 'never' }, '*');
    const rows = await auditIn(services);
    expect(rows.map(({ event, target, old, new: now, actor, at }) => ({ event, target, old, now, actor, at }))).toEqual(
      expect.arrayContaining([
        {
          ...{ event: 'setting-changed', target: 'retention', old: undefined, now: '{"days":30}' },
          ...{ actor: 'local', at: '2026-03-04T12:00:00.000Z' },
        },
        expect.objectContaining({ old: '{"days":30}', now: '{"days":"never"}' }),
      ]),
    );
    expect(rows).toHaveLength(2);
  });

  it('names every mistake, and changes nothing then', async () => {
    const services = await servicesWith();
    const wrong = await put(services, 'retention', { days: 'ever', weeks: 1 }, '*');
    expect(isProblemAnswer(wrong, 'invalid-body')).toBe(true);
    expect(wrong.json.issues.map(({ path }: { path: string }) => path).sort()).toEqual(['days', 'weeks']);
    const zero = await put(services, 'retention', { days: 0, categories: { cat: 1 } }, '*');
    expect(zero.json.issues.map(({ path }: { path: string }) => path).sort()).toEqual(['categories.cat', 'days']);
    expect((await get(services, 'retention')).json.value).toEqual({});
    expect(await services.store.listTables('Audit')).toEqual([]);
  });

  it('holds for what is delivered next', async () => {
    const services = await servicesWith();
    const old = [...sms(now - 86_400_000 * 3, 'a'), chat(now - 86_400_000 * 3, 'a')];
    await put(services, 'retention', { categories: { sms: 2 } }, '*');
    expect(countsOf(await answerOf(services, old))).toMatchObject({ stored: 1, skipped: 2 });
  });

  it('has its audit row also when the process ended between the two, once somebody changes it again', async () => {
    const services = await servicesWith();
    await put(services, 'retention', { days: 30 }, '*');
    const faulty = faultyStore(services.store, -1);
    const dying = { ...services, store: { ...faulty.store, transact: refusing(services.store) } };
    expect((await put(dying, 'retention', { days: 31 }, '*')).status).toBe(503);
    expect(await auditIn(services)).toHaveLength(1);
    await put(services, 'retention', { days: 32 }, '*');
    const changes = (await auditIn(services)).map(({ new: now }) => now).sort();
    expect(changes).toEqual(['{"days":30}', '{"days":31}', '{"days":32}']);
  });
});

/** A store that takes everything but audit rows. */
const refusing =
  (store: Services['store']): Services['store']['transact'] =>
  async (table, operations) => {
    if (table.startsWith('Audit')) {
      const { StorageUnavailable } = await import('../../shared/storage/table-store.ts');
      throw new StorageUnavailable('the process ended');
    }
    return store.transact(table, operations);
  };

describe('the setting categories', () => {
  it('switches all that differ, each with its audit row', async () => {
    const services = await servicesWith();
    const tag = await tagOf(services, 'categories');
    expect((await put(services, 'categories', { off: ['ChatOperational', 'sms'] }, tag)).json.value).toEqual({
      off: ['chat', 'sms'],
    });
    expect(countsOf(await answerOf(services, [...sms(now, 'a'), chat(now, 'a')]))).toMatchObject({ skipped: 3 });
    expect(isProblemAnswer(await put(services, 'categories', { off: [] }, tag), 'precondition-failed')).toBe(true);
    await put(services, 'categories', { off: ['sms'] }, '*');
    expect((await auditIn(services)).map(({ event, target }) => `${event} ${target}`).sort()).toEqual([
      ...['category-switched chat', 'category-switched chat', 'category-switched sms'],
      ...['setting-changed categories', 'setting-changed categories'],
    ]);
    const wrong = await put(services, 'categories', { off: ['cat'] }, '*');
    expect(wrong.json.issues).toEqual([{ path: 'off[0]', message: expect.stringContaining('names no category') }]);
  });

  it('leaves no trace where nothing differs', async () => {
    const services = await servicesWith();
    const tag = await tagOf(services, 'categories');
    expect((await put(services, 'categories', { off: [] }, tag)).status).toBe(200);
    expect(await services.store.listTables('Audit')).toEqual([]);
    expect(await tagOf(services, 'categories')).toBe(tag);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'is changed by one of two who read the same, in any order of writes (%i)',
    async (seed) => {
      const services = await servicesWith();
      // One of them asks for what was asked for last, which a single switch has changed since.
      await put(services, 'categories', { off: ['sms'] }, '*');
      await single(services, 'sms', true);
      const tag = await tagOf(services, 'categories');
      const slow = { ...services, store: slowStore(services.store, chance(seed)).store };
      const answers = await Promise.all(
        [['sms'], ['chat']].map(async (off) => ({ off, answer: await put(slow, 'categories', { off }, tag) })),
      );
      expect(answers.map(({ answer }) => answer.status).sort()).toEqual([200, 412]);
      const won = answers.find(({ answer }) => answer.status === 200);
      expect((await get(services, 'categories')).json.value).toEqual({ off: won?.off });
    },
  );

  it('is told to be stale to whom somebody else overtook between their first write and the switches', async () => {
    const services = await servicesWith();
    let other: Promise<{ status: number }> | undefined;
    const overtaken: Services['store']['transact'] = async (table, operations) => {
      const [first] = operations;
      if (first && 'entity' in first && first.entity.partitionKey === 'categories') {
        other ??= tagOf(services, 'categories').then((tag) => put(services, 'categories', { off: ['chat'] }, tag));
        await other;
      }
      return services.store.transact(table, operations);
    };
    const store = { ...faultyStore(services.store, -1).store, transact: overtaken };
    const late = await put({ ...services, store }, 'categories', { off: ['sms'] }, '*');
    expect((await other)?.status).toBe(200);
    expect(isProblemAnswer(late, 'precondition-failed')).toBe(true);
  });

  it('is another one after a single category was switched, also where it was switched back', async () => {
    const services = await servicesWith();
    const tag = await tagOf(services, 'categories');
    await single(services, 'sms', false);
    expect(isProblemAnswer(await put(services, 'categories', { off: [] }, tag), 'precondition-failed')).toBe(true);
    await single(services, 'sms', true);
    expect(isProblemAnswer(await put(services, 'categories', { off: ['chat'] }, tag), 'precondition-failed')).toBe(
      true,
    );
    expect((await get(services, 'categories')).json.value).toEqual({ off: [] });
  });
});

describe('a setting that is not changed here', () => {
  it('is shown, and refused with where it is changed', async () => {
    const services = await servicesWith();
    expect((await get(services, 'NIGHTLY_AT')).json).toMatchObject({ name: 'NIGHTLY_AT', changeable: false });
    const refused = await put(services, 'NIGHTLY_AT', { at: '1' }, '*');
    expect(isProblemAnswer(refused, 'invalid-parameters')).toBe(true);
    expect(refused.json.issues[0].message).toContain('is an app setting: change it where the app runs');
    expect(isProblemAnswer(await get(services, 'nonsense'), 'not-found')).toBe(true);
    expect(isProblemAnswer(await put(services, 'nonsense', {}, '*'), 'not-found')).toBe(true);
  });
});
