import { CredentialUnavailableError } from '@azure/identity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { azureTables } from '../../../shared/storage/azure-tables.ts';
import { everyRow } from '../../../shared/storage/table-store.ts';
import { memoryServices } from '../../functions/app.ts';
import { azurite, connectionStringFor } from '../../storage/azurite.ts';
import { drivers, ownPrefix } from '../../storage/drivers.ts';
import { type FaultProxy, startFaultProxy } from '../../storage/fault-proxy.ts';
import { checkUnderTest } from '../check-under-test.ts';

const { examine, meetsEveryFault } = checkUnderTest('storage-tables');
const once = { attempts: 1 };
const identityEnv = { AzureWebJobsStorage__tableServiceUri: 'https://logs.table.core.windows.net' };
const clientId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

describe.each(drivers)('storage on $name', ({ open }) => {
  it('that can be written, read and deleted from is well, and is left as it was', async () => {
    const store = await open();
    expect(await examine(await memoryServices({ store }))).toMatchObject({ state: 'ok', fault: undefined });
    expect(await Array.fromAsync(everyRow(store, 'Counters', {}))).toEqual([]);
    await store.close();
  });
});

describe('storage', () => {
  let proxy: FaultProxy;
  beforeAll(async () => {
    proxy = await startFaultProxy((await azurite()).connectionString);
  });
  afterAll(() => proxy.close());

  /** What is found when every request is answered so. */
  async function answering(status: number, code: string, env: Readonly<Record<string, string>> = identityEnv) {
    proxy.script(() => ({ fault: 'answer', status, code }));
    const store = azureTables({ connectionString: proxy.connectionString, tablePrefix: ownPrefix(), retry: once });
    return examine(await memoryServices({ store, env }));
  }

  it('that refuses for want of a role names the role, and the identity that is to have it', async () => {
    const found = await answering(403, 'AuthorizationPermissionMismatch');
    expect(found).toMatchObject({ fault: 'role', state: 'failed' });
    expect(found.finding).toContain('403 AuthorizationPermissionMismatch');
    expect(found.remedy).toContain('Storage Table Data Contributor');
    expect(found.remedy).toContain('system-assigned');
    const env = { ...identityEnv, AzureWebJobsStorage__clientId: clientId };
    expect((await answering(403, 'AuthorizationPermissionMismatch', env)).remedy).toContain(clientId);
  });

  it('that refuses what a signature allows asks for another connection string, not for a role', async () => {
    const env = { AzureWebJobsStorage: proxy.connectionString };
    const { remedy, finding } = await answering(403, 'AuthorizationPermissionMismatch', env);
    expect(remedy).toContain('connection string');
    expect(remedy).not.toContain('role');
    expect(finding + remedy).not.toMatch(/AccountKey|Eby8vdM/);
  });

  it('that is behind a firewall says whom to let in', async () => {
    const found = await answering(403, 'AuthorizationFailure');
    expect(found).toMatchObject({ fault: 'firewall', remedy: expect.stringContaining('networking') });
  });

  it.each([
    [403, 'AuthenticationFailed'],
    [401, 'InvalidAuthenticationInfo'],
    [403, 'KeyBasedAuthenticationNotPermitted'],
  ])('that answers %d %s asks for other credentials', async (status, code) => {
    expect(await answering(status, code)).toMatchObject({ fault: 'credentials' });
    const env = { AzureWebJobsStorage: proxy.connectionString };
    expect((await answering(status, code, env)).remedy).toContain('AzureWebJobsStorage');
  });

  it('that has too much to do says to ask again', async () => {
    expect(await answering(503, 'ServerBusy')).toMatchObject({ fault: 'throttled' });
  });

  it.each([
    [400, 'InvalidUri'],
    [404, 'AccountNotFound'],
  ])('that answers %d %s, as other services do, has a wrong address', async (status, code) => {
    const finding = `What answers is no table storage (${status} ${code}).`;
    expect(await answering(status, code)).toMatchObject({ fault: 'unreachable', finding });
  });

  it('that nobody answers for names the address and the firewall', async () => {
    const store = azureTables({ connectionString: connectionStringFor('http://127.0.0.1:9'), retry: once });
    const found = await examine(await memoryServices({ store }));
    expect(found).toMatchObject({ fault: 'unreachable', state: 'failed' });
    expect(found.finding).toBe('Storage does not answer (ECONNREFUSED).');
    expect(found.remedy).toMatch(/address.*networking/);
  });

  it('for which no identity has a token says how to get one', async () => {
    const credential = { getToken: () => Promise.reject(new CredentialUnavailableError('no identity here')) };
    const store = azureTables({ endpoint: 'https://127.0.0.1:9', credential, retry: once });
    const found = await examine(await memoryServices({ store }));
    expect(found).toMatchObject({ fault: 'identity', remedy: expect.stringContaining('managed identity') });
    expect(found.finding).not.toContain('no identity here');
  });

  meetsEveryFault();
});
