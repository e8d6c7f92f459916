/** The archive's storage account as Commlog asks it: lists, facts and ranges of blobs. The only importer of Azure's client. */
import type { BlobServiceClient, ContainerClient, ContainerListBlobFlatSegmentResponse } from '@azure/storage-blob';
import type { ArchiveAccount } from '../../accounts.ts';
import type { BlobFacts } from './blob-facts.ts';
import { answerIn, blobUnavailable, unusableAccount } from './blob-failure.ts';

/** Every method throws SourceUnavailable when the account refuses, throttles or does not answer. */
export interface BlobAccount {
  /** Names of the containers that begin with `prefix`, in order. */
  containers(prefix: string): Promise<string[]>;
  /** One page of a container's blobs, in order of their names; none where the container is not there. */
  blobs(
    container: string,
    page?: { readonly prefix?: string; readonly continuation?: string; readonly limit?: number },
  ): Promise<{ readonly blobs: readonly BlobFacts[]; readonly continuation?: string }>;
  /** The beginnings of names up to and with the first `delimiter` after `prefix`, each once, in order. */
  prefixes(container: string, delimiter: string, prefix?: string): Promise<string[]>;
  /** Undefined where the blob is not there. */
  facts(container: string, name: string): Promise<BlobFacts | undefined>;
  /** The bytes of a range, if the blob still has this tag. */
  download(container: string, name: string, range: BlobRange): Promise<Buffer | 'changed' | 'gone'>;
}

export interface BlobRange {
  readonly offset: number;
  /** At least 1, and not beyond the end of the blob. */
  readonly count: number;
  readonly etag: string;
}

/** No request takes longer, its retries and its body included, in ms. */
const longestRequest = 120_000;
/** The first wait before a request is made again, in ms; three tries more, each after a longer one. */
const defaultRetryDelay = 500;

export function blobAccount(
  account: ArchiveAccount,
  { retryDelay = defaultRetryDelay }: { readonly retryDelay?: number } = {},
): BlobAccount {
  let made: Promise<BlobServiceClient> | undefined;
  const service = () => {
    made ??= serviceOf(account, retryDelay);
    return made;
  };
  const containerNamed = async (name: string): Promise<ContainerClient> => (await service()).getContainerClient(name);
  const abortSignal = () => AbortSignal.timeout(longestRequest);

  return {
    containers: (prefix) =>
      asked([], async () => {
        const found = (await service()).listContainers({ prefix, abortSignal: abortSignal() });
        return Array.fromAsync(found, ({ name }) => name);
      }),

    blobs: (container, { prefix = '', continuation, limit = 1000 } = {}) =>
      asked({ blobs: [] }, async () => {
        const client = await containerNamed(container);
        const pages = client
          .listBlobsFlat({ prefix, abortSignal: abortSignal() })
          .byPage({ maxPageSize: limit, ...(continuation === undefined ? {} : { continuationToken: continuation }) });
        const { segment, continuationToken }: ContainerListBlobFlatSegmentResponse = (await pages.next()).value;
        const blobs = segment.blobItems.map(({ name, properties }) => factsOf(container, name, properties));
        return continuationToken ? { blobs, continuation: continuationToken } : { blobs };
      }),

    prefixes: (container, delimiter, prefix = '') =>
      asked([], async () => {
        const client = await containerNamed(container);
        const found = new Set<string>();
        const pages = client.listBlobsByHierarchy(delimiter, { prefix, abortSignal: abortSignal() });
        for await (const { segment } of pages.byPage({ maxPageSize: 5000 })) {
          // Azurite cuts behind the first character of a delimiter.
          for (const { name } of segment.blobPrefixes ?? []) {
            found.add(name.endsWith(delimiter) ? name : name + delimiter.slice(1));
          }
        }
        return [...found];
      }),

    facts: (container, name) =>
      asked(undefined, async () => {
        const client = (await containerNamed(container)).getBlobClient(name);
        return factsOf(container, name, await client.getProperties({ abortSignal: abortSignal() }));
      }),

    download: (container, name, { offset, count, etag }) =>
      asked<Buffer | 'changed' | 'gone'>(
        'gone',
        async () => {
          const client = (await containerNamed(container)).getBlobClient(name);
          const conditions = { ifMatch: `"${etag}"` };
          const answer = await client.download(offset, count, { conditions, abortSignal: abortSignal() });
          return Buffer.concat(await Array.fromAsync(answer.readableStreamBody as AsyncIterable<Buffer>));
        },
        'changed',
      ),
  };
}

/** Any other 404 is not of the account: what stands between, or a wrong address, says nothing about a blob. */
const meansAbsent = new Set(['BlobNotFound', 'ContainerNotFound', 'ResourceNotFound', 'ContainerBeingDeleted']);

/** What absence means is a value, and so is a tag that does not hold any more where that was asked for. */
async function asked<T>(absent: T, work: () => Promise<T>, changed?: T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { status, code } = answerIn(error);
    if (code !== undefined && meansAbsent.has(code)) return absent;
    // A range beyond the end is answered before the tag is looked at.
    if (changed !== undefined && (status === 412 || status === 416)) return changed;
    throw blobUnavailable(error);
  }
}

/** Azure's client is loaded when an archive is read, not when the process starts. */
async function serviceOf(account: ArchiveAccount, retryDelayInMs: number): Promise<BlobServiceClient> {
  const { BlobServiceClient } = await import('@azure/storage-blob');
  const retryOptions = { maxTries: 4, retryDelayInMs, maxRetryDelayInMs: 16 * retryDelayInMs };
  try {
    return 'connectionString' in account
      ? BlobServiceClient.fromConnectionString(account.connectionString, { retryOptions })
      : new BlobServiceClient(account.endpoint, account.credential, { retryOptions });
  } catch {
    // The client's message may repeat the key.
    throw unusableAccount();
  }
}

interface Properties {
  readonly contentLength?: number | undefined;
  readonly etag?: string | undefined;
  readonly createdOn?: Date | undefined;
  readonly lastModified?: Date | undefined;
  readonly blobType?: string | undefined;
}

/** Lists and single answers spell a tag with quotes or without, by service and version. */
function factsOf(container: string, name: string, properties: Properties): BlobFacts {
  const { contentLength = 0, etag = '', createdOn, lastModified, blobType } = properties;
  return {
    container,
    name,
    length: contentLength,
    etag: etag.replace(/^(W\/)?"|"$/g, ''),
    created: createdOn?.getTime() ?? 0,
    modified: lastModified?.getTime() ?? 0,
    type: blobType === 'AppendBlob' ? 'append' : blobType === 'PageBlob' ? 'page' : 'block',
  };
}
