/** A container of a test's own in the Azurite of the run, with real append and block blobs. */
import { randomUUID } from 'node:crypto';
import { BlobServiceClient } from '@azure/storage-blob';
import { type BlobAccount, blobAccount } from '../../../shared/sources/archive/blob-account.ts';
import { azurite } from '../../storage/azurite.ts';

export interface OwnContainer {
  readonly container: string;
  readonly account: BlobAccount;
  /** Appends to a blob, which it creates. */
  append(name: string, bytes: string | Uint8Array): Promise<void>;
  /** Writes a block blob. */
  put(name: string, bytes: string | Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
}

export async function ownContainer(): Promise<OwnContainer> {
  const { connectionString } = await azurite();
  const container = `insights-logs-${randomUUID()}`;
  const client = BlobServiceClient.fromConnectionString(connectionString).getContainerClient(container);
  await client.create();
  return {
    container,
    account: blobAccount({ connectionString }),
    async append(name, bytes) {
      const blob = client.getAppendBlobClient(name);
      await blob.createIfNotExists();
      const buffer = Buffer.from(bytes as string);
      if (buffer.length > 0) await blob.appendBlock(buffer, buffer.length);
    },
    async put(name, bytes) {
      await client.getBlockBlobClient(name).uploadData(Buffer.from(bytes as string));
    },
    async remove(name) {
      await client.deleteBlob(name);
    },
  };
}
