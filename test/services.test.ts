import { describe, expect, it } from 'vitest';
import { createServices, localAdministrator } from '../shared/services.ts';
import { sqliteTables } from '../shared/storage/sqlite.ts';
import { StorageUnavailable } from '../shared/storage/table-store.ts';

const azure = { WEBSITE_SITE_NAME: 'talk' };

describe('services', () => {
  it('refuse a local principal on Azure', async () => {
    await expect(createServices({ env: azure, localPrincipal: localAdministrator })).rejects.toThrow(/never on Azure/);
  });

  it('refuse a SQLite store on Azure', async () => {
    await expect(createServices({ env: azure, sqlite: { path: ':memory:' } })).rejects.toThrow(
      /on Azure, use a storage account/,
    );
  });

  it.each([
    [{}, 'AzureWebJobsStorage'],
    [{ AzureWebJobsStorage: 'AccountName=talk' }, 'AzureWebJobsStorage'],
    [{ AzureWebJobsStorage: 'nothing of the kind' }, 'AzureWebJobsStorage'],
    [{ AzureWebJobsStorage__tableServiceUri: 'talk' }, 'AzureWebJobsStorage__tableServiceUri'],
  ])('with %j have one mistake, in %s, and a store that says it is unavailable', async (env, name) => {
    const { mistakes, store } = await createServices({ env });
    expect(mistakes.map((mistake) => mistake.name)).toEqual([name]);
    await expect(store.get('Settings', 'a', 'b')).rejects.toThrow(StorageUnavailable);
  });

  it.each([
    [
      {
        AzureWebJobsStorage:
          'DefaultEndpointsProtocol=https;AccountName=talk;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net',
      },
    ],
    [{ AzureWebJobsStorage__tableServiceUri: 'https://talk.table.core.windows.net' }],
    [{ ...azure, AzureWebJobsStorage__tableServiceUri: 'https://talk.table.core.windows.net' }],
  ])('with %j have no mistake', async (env) => {
    const { mistakes, store } = await createServices({ env });
    expect(mistakes).toEqual([]);
    await store.close();
  });

  it('need no storage setting when code gives the store', async () => {
    const { mistakes, store } = await createServices({ env: {}, sqlite: { path: ':memory:' } });
    expect(mistakes).toEqual([]);
    expect(await store.createTable('Settings')).toBe('created');
    await store.close();
  });

  it('hash with HASH_KEY, and without it alike in every process on one store', async () => {
    const store = sqliteTables({ path: ':memory:' });
    const hashes = await Promise.all(
      [{}, {}, { HASH_KEY: 'sixteen letters!' }].map(async (env) =>
        (await (await createServices({ env, store })).hash())('x'),
      ),
    );
    expect(hashes[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });

  it('ask again for the hash key when storage failed once', async () => {
    const inner = sqliteTables({ path: ':memory:' });
    let failures = 1;
    const transact: typeof inner.transact = async (...args) => {
      if (failures-- > 0) throw new StorageUnavailable('once');
      return inner.transact(...args);
    };
    const services = await createServices({ env: {}, store: { ...inner, transact } });
    await expect(services.hash()).rejects.toThrow(StorageUnavailable);
    expect((await services.hash())('x')).toHaveLength(32);
  });
});
