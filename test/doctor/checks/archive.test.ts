import { describe, expect, it } from 'vitest';
import { memoryServices } from '../../functions/app.ts';
import { archiveUnderTest } from '../../sources/archive/archive-account.ts';
import { container, dayMs, hourMs, nameAt } from '../../sources/archive/archive-blobs.ts';
import { connectionStringFor } from '../../storage/azurite.ts';
import { checkUnderTest } from '../check-under-test.ts';

const { examine, meetsEveryFault } = checkUnderTest('archive');
const archive = archiveUnderTest();
const now = new Date('2026-05-05T12:30:00Z');
const hour = Date.parse('2026-05-05T11:00:00Z');

const servicesWith = (env: Readonly<Record<string, string>> = { ARCHIVE_STORAGE: archive.connectionString }) =>
  memoryServices({ env, clock: () => now });

describe('an archive', () => {
  it('that is not set is off, and says which setting names one', async () => {
    const found = await examine(await servicesWith({}));
    expect(found).toMatchObject({ fault: 'unset', state: 'off', remedy: expect.stringContaining('ARCHIVE_STORAGE') });
  });

  it('with fresh blobs is well: categories, others and the newest hour are named', async () => {
    await archive.append(container, nameAt(hour - hourMs), '{}\n');
    await archive.append(container, nameAt(hour), '{}\n');
    await archive.append('insights-logs-chatoperational', nameAt(hour - dayMs), '{}\n');
    await archive.append('insights-logs-auditevent', 'x.json', '{}\n');
    expect(await examine(await servicesWith())).toMatchObject({
      state: 'ok',
      finding:
        'Containers of ChatOperational and SMSOperational are there. The newest blob is of 2026-05-05 11:00 UTC. Of no category that is known: insights-logs-auditevent.',
    });
    // One listing of the account, one page of each container of ours.
    expect(archive.asked).toHaveLength(3);
  });

  it('without containers of logs says what to tick in the diagnostic setting', async () => {
    await archive.put('other', 'x.json', '{}');
    const found = await examine(await servicesWith());
    expect(found).toMatchObject({ fault: 'empty', state: 'warning' });
    expect(found.remedy).toContain('diagnostic setting');
  });

  it('that is the app’s own account and was never used is off', async () => {
    expect(await examine(await servicesWith({ AzureWebJobsStorage: archive.connectionString }))).toMatchObject({
      fault: 'unused',
      state: 'off',
    });
  });

  it('with containers of other services alone says so', async () => {
    await archive.append('insights-logs-auditevent', 'x.json', '{}\n');
    expect(await examine(await servicesWith())).toMatchObject({
      fault: 'foreign',
      finding: expect.stringContaining('insights-logs-auditevent'),
    });
  });

  it('to which nothing was added for SILENCE_HOURS says for how long', async () => {
    await archive.append(container, nameAt(hour - 3 * dayMs), '{}\n');
    expect(await examine(await servicesWith())).toMatchObject({
      fault: 'old',
      state: 'warning',
      finding: expect.stringMatching(/2026-05-02 11:00 UTC\. None has come for 2 days\.$/),
    });
  });

  it('whose blobs are of another provider has none that is new', async () => {
    const foreign = '/SUBSCRIPTIONS/S/RESOURCEGROUPS/G/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/V';
    await archive.append(container, nameAt(hour, foreign), '{}\n');
    expect(await examine(await servicesWith())).toMatchObject({ fault: 'old' });
  });

  it.each([
    [403, 'AuthorizationPermissionMismatch', 'refused', 'failed'],
    [503, 'ServerBusy', 'throttled', 'warning'],
    [500, 'InternalError', 'unreachable', 'failed'],
    [400, 'InvalidUri', 'malformed', 'failed'],
  ])('that answers %d %s is %s', async (status, code, fault, state) => {
    archive.refuse(() => ({ status, code }));
    const found = await examine(await servicesWith());
    expect(found).toMatchObject({ fault, state });
    expect(found.finding + found.remedy).not.toMatch(/AccountKey|Eby8vdM/);
  });

  it('that nobody answers for is unreachable', async () => {
    const nobody = connectionStringFor('http://127.0.0.1:9', 'http://127.0.0.1:9/devstoreaccount1');
    expect(await examine(await servicesWith({ ARCHIVE_STORAGE: nobody }))).toMatchObject({ fault: 'unreachable' });
  });

  it('that refuses names the connection string, or the role and the identity, whichever is set', async () => {
    archive.refuse(() => ({ status: 403, code: 'AuthorizationPermissionMismatch' }));
    const remedyWith = async (env: Readonly<Record<string, string>>) => {
      // The account is the same whatever the settings name: its words are what is looked at.
      const account = async () => ({ connectionString: archive.connectionString });
      return (await examine({ ...(await servicesWith(env)), archive: account })).remedy;
    };
    const uri = 'https://logs.blob.core.windows.net';
    expect(await remedyWith({ ARCHIVE_STORAGE: archive.connectionString })).toContain('ARCHIVE_STORAGE');
    expect(await remedyWith({ AzureWebJobsStorage: archive.connectionString })).toContain('AzureWebJobsStorage');
    const ofIdentity = await remedyWith({ ARCHIVE_STORAGE__blobServiceUri: uri });
    expect(ofIdentity).toMatch(/system-assigned.*Storage Blob Data Reader/);
    const clientId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
    const own = { AzureWebJobsStorage__blobServiceUri: uri, AzureWebJobsStorage__clientId: clientId };
    expect(await remedyWith(own)).toMatch(new RegExp(`${clientId}.*Storage Blob Data Reader`));
  });

  meetsEveryFault();
});
