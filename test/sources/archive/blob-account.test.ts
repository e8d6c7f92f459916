import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CredentialUnavailableError } from '@azure/identity';
import { describe, expect, it } from 'vitest';
import { blobAccount } from '../../../shared/sources/archive/blob-account.ts';
import { SourceUnavailable } from '../../../shared/sources/source-unavailable.ts';
import { azurite, connectionStringFor } from '../../storage/azurite.ts';
import { ownContainer } from './own-container.ts';

const path = (day: string) => `resourceId=/A/y=2026/m=03/d=${day}/h=12/m=00/PT1H.json`;

describe('blobs', () => {
  it('have the same facts in a list and by themselves; the tag has no quotes and opens a range', async () => {
    const { container, account, append, put } = await ownContainer();
    await append(path('04'), 'one\ntwo\n');
    await put('b.json', '{}');
    const { blobs } = await account.blobs(container);
    expect(blobs).toMatchObject([
      { container, name: 'b.json', length: 2, type: 'block' },
      { container, name: path('04'), length: 8, type: 'append' },
    ]);
    for (const blob of blobs) {
      expect(await account.facts(container, blob.name)).toEqual(blob);
      expect(blob.etag).toMatch(/^[^"]+$/);
      expect(Math.abs(Date.now() - blob.created)).toBeLessThan(60_000);
    }
    const etag = blobs[1]?.etag ?? '';
    expect(await account.download(container, path('04'), { offset: 4, count: 4, etag })).toEqual(Buffer.from('two\n'));
    await append(path('04'), 'three\n');
    expect(await account.download(container, path('04'), { offset: 4, count: 4, etag })).toBe('changed');
    const grown = await account.facts(container, path('04'));
    expect(grown).toMatchObject({ length: 14, created: blobs[1]?.created });
  });

  it('are listed in pages, by a prefix, and by the beginnings of their names', async () => {
    const { container, account, append } = await ownContainer();
    for (const name of ['resourceId=/B/y=2026/x', path('03'), path('04'), path('05')]) await append(name, 'x');
    const first = await account.blobs(container, { limit: 2, prefix: 'resourceId=/A/' });
    expect(first.blobs.map(({ name }) => name)).toEqual([path('03'), path('04')]);
    const { continuation = '' } = first;
    const second = await account.blobs(container, { limit: 2, prefix: 'resourceId=/A/', continuation });
    expect(second).toMatchObject({ blobs: [{ name: path('05') }] });
    expect(second.continuation).toBeUndefined();
    expect(await account.prefixes(container, 'y=')).toEqual(['resourceId=/A/y=', 'resourceId=/B/y=']);
    expect(await account.prefixes(container, '/', 'resourceId=/')).toEqual(['resourceId=/A/', 'resourceId=/B/']);
    expect(await account.containers(container)).toEqual([container]);
  });

  it('that are not there are values, in a container that is not there too', async () => {
    const { container, account } = await ownContainer();
    for (const one of [container, `${container}-no`]) {
      expect(await account.facts(one, 'x')).toBeUndefined();
      // Azurite looks at the tag before it looks for the blob; asking for the facts tells.
      expect(['gone', 'changed']).toContain(await account.download(one, 'x', { offset: 0, count: 1, etag: '0x1' }));
      expect(await account.blobs(one)).toEqual({ blobs: [] });
      expect(await account.prefixes(one, 'y=')).toEqual([]);
    }
  });
});

/** What an account throws whose connection string is this. */
async function failureOf(connectionString: string): Promise<SourceUnavailable> {
  const account = blobAccount({ connectionString }, { retryDelay: 1 });
  const error = await account.facts('insights-logs-usage', 'x').catch((thrown: unknown) => thrown);
  if (!(error instanceof SourceUnavailable)) throw new Error('it did not fail', { cause: error });
  return error;
}

describe('an account that', () => {
  it('refuses the key is told apart, and nothing of the key is in what it throws', async () => {
    const { connectionString } = await azurite();
    const key = Buffer.from('another key').toString('base64');
    const error = await failureOf(connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${key}`));
    expect(error.failure).toMatchObject({
      class: 'refused',
      words: expect.stringContaining('Storage Blob Data Reader'),
    });
    expect(JSON.stringify([error, error.cause, error.message])).not.toMatch(/SharedKey|Authorization"|another/);
  });

  it('cannot be named at all says to copy the connection string again', async () => {
    expect((await failureOf('not a connection string')).failure).toMatchObject({ class: 'refused' });
  });

  it('is asked as an identity that this machine does not have refuses', async () => {
    const credential = { getToken: () => Promise.reject(new CredentialUnavailableError('no identity here')) };
    const account = blobAccount({ endpoint: 'https://127.0.0.1:9', credential }, { retryDelay: 1 });
    await expect(account.containers('insights-logs-')).rejects.toMatchObject({ failure: { class: 'refused' } });
  });

  it('does not answer is unreachable', async () => {
    const error = await failureOf(connectionStringFor('http://127.0.0.1:9', 'http://127.0.0.1:9/devstoreaccount1'));
    expect(error.failure.class).toBe('unreachable');
    expect(error.failure.words).toContain('does not answer');
  });

  it.each([
    [503, 'ServerBusy', 'throttled'],
    [429, 'TooManyRequests', 'throttled'],
    [500, 'InternalError', 'unreachable'],
    [409, 'BlobArchived', 'malformed'],
    [400, 'InvalidUri', 'malformed'],
    [404, 'SomethingElse', 'malformed'],
  ])('answers %d %s is %s, asked a bounded number of times', async (status, code, failureClass) => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked += 1;
      response.writeHead(status, { 'x-ms-error-code': code }).end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const error = await failureOf(connectionStringFor('http://127.0.0.1:9', `http://127.0.0.1:${port}/account`));
    server.close();
    expect(error.failure.class).toBe(failureClass);
    expect(error.failure.words).toContain(code === 'BlobArchived' ? 'archive tier' : code);
    expect(asked).toBeLessThanOrEqual(5);
  });
});
