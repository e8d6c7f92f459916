/** An archive account of a test's own, behind a proxy that counts what is asked and can refuse. */
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { connectionStringFor, ownAccount } from '../../storage/azurite.ts';

export interface BlobRequest {
  readonly kind: 'containers' | 'list' | 'facts' | 'download' | 'other';
  readonly container: string;
  /** Of a blob; of a listing its prefix. */
  readonly name: string;
  /** Of a hierarchical listing; else empty. */
  readonly delimiter: string;
  /** Of a download, inclusive. */
  readonly range: string;
}

export interface ArchiveUnderTest {
  /** Through the proxy. */
  readonly connectionString: string;
  /** What was asked through the proxy, in order. */
  readonly asked: BlobRequest[];
  count(kind: BlobRequest['kind']): number;
  /** Answers these requests with a status and code instead of passing them on. */
  refuse(decide: (request: BlobRequest) => { readonly status: number; readonly code: string } | undefined): void;
  append(container: string, name: string, text: string): Promise<void>;
  /** A block blob, whole. */
  put(container: string, name: string, text: string): Promise<void>;
  remove(container: string, name: string): Promise<void>;
}

/** The archive of a test file; each test finds it empty and nothing asked. */
export function archiveUnderTest(): ArchiveUnderTest {
  let client: BlobServiceClient;
  let connectionString = '';
  let asked: BlobRequest[] = [];
  const created = new Set<string>();
  let refused: Parameters<ArchiveUnderTest['refuse']>[0] = () => undefined;
  let stop: () => Promise<void> = async () => {};

  beforeAll(async () => {
    const azurite = await ownAccount();
    client = BlobServiceClient.fromConnectionString(azurite.connectionString);
    const target = new URL(/BlobEndpoint=([^;]+)/.exec(azurite.connectionString)?.[1] ?? '');
    const server = createServer((incoming, response) => {
      const request = requestOf(incoming.method ?? '', new URL(incoming.url ?? '', target), incoming.headers);
      asked.push(request);
      const refusal = refused(request);
      if (refusal) {
        response.writeHead(refusal.status, { 'x-ms-error-code': refusal.code, 'content-type': 'application/xml' });
        response.end(`<?xml version="1.0"?><Error><Code>${refusal.code}</Code><Message>No.</Message></Error>`);
        return;
      }
      const options = { host: target.hostname, port: target.port, path: incoming.url, method: incoming.method };
      const forwarded = httpRequest({ ...options, headers: incoming.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      incoming.pipe(forwarded);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const blobs = `http://127.0.0.1:${port}${target.pathname}`;
    connectionString = connectionStringFor('http://127.0.0.1:9', blobs, target.pathname.slice(1));
    stop = async () => {
      server.close();
      server.closeAllConnections();
    };
  });
  beforeEach(async () => {
    refused = () => undefined;
    for await (const { name } of client.listContainers()) await client.deleteContainer(name);
    created.clear();
    asked = [];
  });
  afterAll(() => stop());

  const containerNamed = async (container: string) => {
    const found = client.getContainerClient(container);
    if (!created.has(container)) await found.createIfNotExists();
    created.add(container);
    return found;
  };
  return {
    get connectionString() {
      return connectionString;
    },
    get asked() {
      return asked;
    },
    count: (kind) => asked.filter((request) => request.kind === kind).length,
    refuse(decide) {
      refused = decide;
    },
    async append(container, name, text) {
      const blob = (await containerNamed(container)).getAppendBlobClient(name);
      await blob.createIfNotExists();
      await blob.appendBlock(text, Buffer.byteLength(text));
    },
    async put(container, name, text) {
      const blob = (await containerNamed(container)).getBlockBlobClient(name);
      await blob.upload(text, Buffer.byteLength(text));
    },
    async remove(container, name) {
      await client.getContainerClient(container).deleteBlob(name);
    },
  };
}

function requestOf(
  method: string,
  { pathname, searchParams }: URL,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): BlobRequest {
  const [, , container = '', ...rest] = pathname.split('/').map(decodeURIComponent);
  const comp = searchParams.get('comp');
  const name = rest.join('/') || (searchParams.get('prefix') ?? '');
  const kind =
    comp === 'list'
      ? container === ''
        ? 'containers'
        : 'list'
      : comp === null && method === 'HEAD'
        ? 'facts'
        : comp === null && method === 'GET'
          ? 'download'
          : 'other';
  const range = String(headers['x-ms-range'] ?? headers['range'] ?? '');
  return { kind, container, name, delimiter: searchParams.get('delimiter') ?? '', range };
}
