/** How an account is named: by key (as in every other test), by a shared access signature, by a token. */

import {
  AccountSASPermissions,
  generateAccountSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { expect, test } from 'vitest';
import { azureTables } from '../../shared/storage/azure-tables.ts';
import { StorageUnavailable } from '../../shared/storage/table-store.ts';
import { azurite, tableEndpointOf } from './azurite.ts';
import { inserts, keysOf, row } from './contract.ts';
import { ownPrefix } from './drivers.ts';

test('works with a connection string that holds a shared access signature', async () => {
  const { connectionString } = await azurite();
  const [, account = ''] = /AccountName=([^;]+)/.exec(connectionString) ?? [];
  const [, key = ''] = /AccountKey=([^;]+)/.exec(connectionString) ?? [];
  const signature = generateAccountSASQueryParameters(
    {
      services: 't',
      resourceTypes: 'sco',
      permissions: AccountSASPermissions.parse('rwdlacu'),
      expiresOn: new Date(Date.now() + 3_600_000),
      version: '2019-02-02',
    },
    new StorageSharedKeyCredential(account, key),
  );
  const store = azureTables({
    connectionString: `TableEndpoint=${tableEndpointOf(connectionString)};SharedAccessSignature=${signature}`,
    tablePrefix: ownPrefix(),
  });
  expect(await store.createTable('Rows')).toBe('created');
  expect(await store.transact('Rows', inserts(row('p', 'a'), row('p', 'b')))).toMatchObject({ outcome: 'done' });
  expect(await keysOf(store, 'Rows', { limit: 1 })).toEqual(['p/a', 'p/b']);
  expect(await store.get('Rows', 'p', 'b')).toMatchObject({ rowKey: 'b' });
  expect(await store.listTables('')).toEqual(['Rows']);
  await store.dropTable('Rows');
  await store.close();
});

test('asks its credential for a token of storage, and is unavailable without one', async () => {
  const scopes: unknown[] = [];
  const store = azureTables({
    endpoint: 'https://127.0.0.1:9',
    credential: {
      async getToken(scope) {
        scopes.push(scope);
        throw new Error('no identity here');
      },
    },
    retry: { attempts: 2, firstDelay: 1 },
  });
  const error = await store.get('Rows', 'p', 'r').catch((thrown: Error) => thrown);
  expect(error).toBeInstanceOf(StorageUnavailable);
  expect(String(error)).toContain('no identity here');
  expect(new Set(scopes.flat())).toEqual(new Set(['https://storage.azure.com/.default']));
});
