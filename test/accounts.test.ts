import { describe, expect, it } from 'vitest';
import { createServices, type ServicesOptions } from '../shared/services.ts';
import { sqliteTables } from '../shared/storage/sqlite.ts';

const credential = { getToken: async () => null };
const asked: (string | undefined)[] = [];

/** Services whose identities are made up; the client ids that they were asked for stand in `asked`. */
function servicesWith(env: Record<string, string>, options: ServicesOptions = {}) {
  asked.length = 0;
  const credentialFor = async (clientId: string | undefined) => {
    asked.push(clientId);
    return credential;
  };
  return createServices({ env, store: sqliteTables({ path: ':memory:' }), credentialFor, ...options });
}

const own = 'AccountName=app;AccountKey=b3duIGtleQ==';
const apart = 'AccountName=archive;AccountKey=YXBhcnQga2V5';
const clientId = '8f14e45f-ceea-467f-a0e6-6b4d0f3d1a11';

describe('the archive account', () => {
  it('is the one that its own settings name, before that of the app', async () => {
    const env = { ARCHIVE_STORAGE: apart, AzureWebJobsStorage: own };
    expect(await (await servicesWith(env)).archive()).toEqual({ connectionString: apart });
  });

  it('is read as an identity where an address is named', async () => {
    const endpoint = 'https://archive.blob.core.windows.net';
    const env = {
      ARCHIVE_STORAGE__blobServiceUri: endpoint,
      ARCHIVE_STORAGE__clientId: clientId,
      AzureWebJobsStorage: own,
    };
    expect(await (await servicesWith(env)).archive()).toEqual({ endpoint, credential });
    expect(asked).toEqual([clientId]);
  });

  it('is that of the app where nothing else is named, by key or as an identity', async () => {
    expect(await (await servicesWith({ AzureWebJobsStorage: own })).archive()).toEqual({ connectionString: own });
    const endpoint = 'https://app.blob.core.windows.net';
    const env = { AzureWebJobsStorage__blobServiceUri: endpoint };
    expect(await (await servicesWith(env)).archive()).toEqual({ endpoint, credential });
    expect(asked).toEqual([undefined]);
  });

  it('is that of the machine where the settings name none of their own', async () => {
    expect(await (await servicesWith({}, { ownStorage: own })).archive()).toEqual({ connectionString: own });
    const set = await servicesWith({ ARCHIVE_STORAGE: apart }, { ownStorage: own });
    expect(await set.archive()).toEqual({ connectionString: apart });
  });

  it('may be none', async () => {
    expect(await (await servicesWith({})).archive()).toBeUndefined();
  });
});

describe('the workspace', () => {
  it('is asked as the identity that the settings name', async () => {
    const env = { LOG_ANALYTICS_WORKSPACE_ID: clientId, LOG_ANALYTICS_CLIENT_ID: clientId };
    const workspace = await (await servicesWith(env)).workspace();
    expect(workspace).toEqual({ id: clientId, endpoint: 'https://api.loganalytics.io', credential });
    expect(asked).toEqual([clientId]);
  });

  it('may be none, and then no identity is asked for', async () => {
    expect(await (await servicesWith({})).workspace()).toBeUndefined();
    expect(asked).toEqual([]);
  });
});
