import { describe, expect, it } from 'vitest';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import { memoryServices } from '../../functions/app.ts';
import { checkUnderTest } from '../check-under-test.ts';

const { examine, meetsEveryFault } = checkUnderTest('hash-key');
const HASH_KEY = 'sixteen characters and more';

describe('the key of the hashes', () => {
  it('that nobody needed yet is not made by looking for it', async () => {
    const services = await memoryServices();
    expect((await examine(services)).finding).toContain('none yet');
    expect(await services.store.listTables('')).toEqual([]);
  });

  it('that is in storage alone is to be backed up, and is not shown', async () => {
    const store = sqliteTables({ path: ':memory:' });
    const services = await memoryServices({ store });
    await services.hash();
    const found = await examine(services);
    expect(found).toMatchObject({ fault: 'stored', state: 'warning', remedy: expect.stringContaining('Back it up') });
    const key = String((await store.get('Settings', 'secrets', 'hash-key'))?.['key']);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(found.finding + found.remedy).not.toContain(key);
    expect(await examine(await memoryServices({ store, env: { HASH_KEY: key } }))).toMatchObject({ state: 'ok' });
  });

  it('that is set is well', async () => {
    expect(await examine(await memoryServices({ env: { HASH_KEY } }))).toMatchObject({ state: 'ok' });
  });

  it('that is set to another one than what is stored was made with has lost that', async () => {
    const store = sqliteTables({ path: ':memory:' });
    await (await memoryServices({ store })).hash();
    const found = await examine(await memoryServices({ store, env: { HASH_KEY } }));
    expect(found).toMatchObject({ fault: 'changed', state: 'failed' });
    expect(found.finding + found.remedy).not.toContain(HASH_KEY);
  });

  meetsEveryFault();
});
