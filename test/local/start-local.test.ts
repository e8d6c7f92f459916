/** What one machine is given to run on. */

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readLocalFile } from '../../local/data-folder.ts';
import { type LocalApp, type LocalStorage, startLocal } from '../../local/start-local.ts';
import { azureTables } from '../../shared/storage/azure-tables.ts';

let data: string;
let given: LocalStorage[];
const small = (parts: Partial<LocalApp> = {}): LocalApp => ({
  onAzure: false,
  open: async (storage) => {
    given.push(storage);
    return { close: async () => {} };
  },
  load: async () => {},
  ...parts,
});
const start = async ({ azurite = false, ...parts }: Partial<LocalApp> & { azurite?: boolean } = {}) =>
  startLocal({ port: 0, data, azurite, log: () => {} }, small(parts));
const running = async (...args: Parameters<typeof start>) => {
  const started = await start(...args);
  if (started.outcome !== 'running') throw new Error(started.reason);
  return started.local;
};

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'commlog-local-'));
  given = [];
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

describe('one machine', () => {
  test('gives the app a SQLite file and the blobs of an Azurite, and tells other tools', async () => {
    const local = await running();
    expect(given).toEqual([
      {
        database: join(data, 'commlog.db'),
        connectionString: expect.stringMatching(/BlobEndpoint=http:\/\/127.0.0.1:\d+/),
      },
    ]);
    expect(given[0]?.connectionString).not.toContain('TableEndpoint');
    expect(readLocalFile(data)).toEqual({ url: local.url, storage: given[0]?.connectionString });
    await local.close();
    expect(readLocalFile(data)).toBeUndefined();
  });

  test('finds what was in its blobs again at the next start', async () => {
    const container = () =>
      BlobServiceClient.fromConnectionString(given.at(-1)?.connectionString ?? '').getContainerClient(
        'insights-logs-x',
      );
    const first = await running();
    await container().create();
    await container().getBlockBlobClient('PT1H.json').upload('{}', 2);
    await first.close();
    const second = await running();
    expect((await container().getBlockBlobClient('PT1H.json').downloadToBuffer()).toString()).toBe('{}');
    await second.close();
  });

  test('keeps tables in Azurite too when told to, and finds them again', async () => {
    const table = () => azureTables({ connectionString: given.at(-1)?.connectionString ?? '' });
    const first = await running({ azurite: true });
    expect(given[0]).not.toHaveProperty('database');
    const entity = { partitionKey: 'p', rowKey: 'r', text: 'kept' };
    await table().createTable('Things');
    await table().transact('Things', [{ kind: 'insert', entity }]);
    await first.close();
    const second = await running({ azurite: true });
    expect(await table().get('Things', 'p', 'r')).toMatchObject({ text: 'kept' });
    await second.close();
  });

  test('does not start on Azure, and touches nothing there', async () => {
    rmSync(data, { recursive: true });
    expect(await start({ onAzure: true })).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('Azure'),
    });
    expect(existsSync(data)).toBe(false);
  });

  test('is refused twice on the same data, until the first has ended', async () => {
    const first = await running();
    expect(await start()).toMatchObject({ outcome: 'refused', reason: expect.stringContaining(first.url) });
    await first.close();
    await (await running()).close();
  });

  test('ends everything when the app refuses its storage, and says why', async () => {
    let connectionString = '';
    const open = async (storage: LocalStorage) => {
      connectionString = storage.connectionString;
      return { refused: 'RETENTION_DAYS: is not a number.' };
    };
    expect(await start({ open })).toEqual({ outcome: 'refused', reason: 'RETENTION_DAYS: is not a number.' });
    await expect(fetch(/BlobEndpoint=([^;]+)/.exec(connectionString)?.[1] ?? '')).rejects.toThrow('fetch failed');
    await (await running()).close();
  });

  test('says when its folder cannot be used', async () => {
    const file = join(data, 'a-file');
    writeFileSync(file, '');
    const started = await startLocal({ port: 0, data: file, azurite: false, log: () => {} }, small());
    expect(started).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('cannot be used') });
  });
});
