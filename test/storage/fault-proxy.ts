/** A proxy between a client and Azurite that brings what Azurite lacks: throttling, lost answers, short pages, limits. */

import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectionStringFor, tableEndpointOf } from './azurite.ts';

/** `table`: creating, dropping and listing tables. */
export type RequestKind = 'transaction' | 'query' | 'get' | 'table';

export interface SeenRequest {
  readonly kind: RequestKind;
  /** As the account names it, prefix included; empty for listing. */
  readonly table: string;
}

export type Fault =
  /** Answered by the proxy; Azurite does not hear of it. */
  | { readonly fault: 'answer'; readonly status: number; readonly code?: string; readonly retryAfter?: number | string }
  /** Not forwarded, and the connection ends. */
  | { readonly fault: 'lose-request' }
  /** Forwarded and done, but the connection ends instead of an answer. */
  | { readonly fault: 'lose-answer' }
  /** Forwarded after so many ms. */
  | { readonly fault: 'delay'; readonly ms: number }
  /** A query's page of at most so many rows, with a continuation where rows remain; 0 for an empty page before its first row. */
  | { readonly fault: 'short-page'; readonly rows: number };

export interface FaultProxy {
  /** Of Azurite's account through the proxy. */
  readonly connectionString: string;
  /** All requests in the order of their arrival. */
  readonly seen: SeenRequest[];
  count(kind: RequestKind, table?: string): number;
  /** Decides about each request, with its place among all (from 0); nothing is done to a request without a fault. */
  script(decide: (request: SeenRequest, place: number) => Fault | undefined): void;
  /** Faults for the next requests of a kind, one each; others pass. */
  next(kind: RequestKind, ...faults: Fault[]): void;
  close(): Promise<void>;
}

interface Received extends SeenRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/**
 * Starts a proxy on a free port of the loopback. Requests are forwarded with path, headers and body as they came (the
 * signature covers path and date, not the host and no parameter but `comp`), so a page's `$top` may be made smaller.
 */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const endpoint = tableEndpointOf(target);
  const seen: SeenRequest[] = [];
  let decide: (request: SeenRequest, place: number) => Fault | undefined = () => undefined;

  const server = createServer(async (incoming, response) => {
    const received = await receive(incoming);
    const place = seen.push({ kind: received.kind, table: received.table }) - 1;
    const fault = decide(received, place) ?? serviceLimit(received);
    try {
      await serve(endpoint, received, fault, response);
    } catch {
      response.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    connectionString: connectionStringFor(`http://127.0.0.1:${port}${endpoint.pathname}`),
    seen,
    count: (kind, table) =>
      seen.filter((one) => one.kind === kind && (table === undefined || one.table === table)).length,
    script(given) {
      decide = given;
    },
    next(kind, ...faults) {
      decide = (request) => (request.kind === kind ? faults.shift() : undefined);
    },
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function receive(incoming: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method = 'GET', headers } = incoming;
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const body = Buffer.concat(chunks);
  return { ...kindOf(method, url.pathname, body), method, url, headers, body };
}

function kindOf(method: string, path: string, body: Buffer): SeenRequest {
  const [, , resource = ''] = path.split('/');
  if (resource === '$batch') {
    const target = /(?:POST|PUT|DELETE) \S+\/(\w+)(?:\(\S*)? HTTP/.exec(body.toString());
    return { kind: 'transaction', table: target?.[1] ?? '' };
  }
  if (resource.startsWith('Tables')) {
    const named = /^Tables\('(\w+)'\)/.exec(resource) ?? /"TableName":"(\w+)"/.exec(body.toString());
    return { kind: 'table', table: named?.[1] ?? '' };
  }
  const table = resource.split('(')[0] ?? '';
  return { kind: method === 'GET' && resource.endsWith('()') ? 'query' : 'get', table };
}

/** What Azure refuses and Azurite does not: more than 15 comparisons, more than 4 MiB. */
function serviceLimit({ url, body }: Received): Fault | undefined {
  const filter = (url.searchParams.get('$filter') ?? '').replace(/'(?:[^']|'')*'/g, "''");
  if ((filter.match(/ (eq|ne|lt|le|gt|ge) /g) ?? []).length > 15) {
    return { fault: 'answer', status: 400, code: 'InvalidInput' };
  }
  return body.length > 4 * 1024 * 1024 ? { fault: 'answer', status: 413, code: 'RequestBodyTooLarge' } : undefined;
}

async function serve(
  endpoint: URL,
  received: Received,
  fault: Fault | undefined,
  response: ServerResponse,
): Promise<void> {
  switch (fault?.fault) {
    case 'answer':
      answer(response, fault.status, fault.code ?? 'ServerBusy', fault.retryAfter);
      return;
    case 'lose-request':
      response.destroy();
      return;
    case 'lose-answer':
      (await forward(endpoint, received)).resume();
      response.destroy();
      return;
    case 'delay':
      await sleep(fault.ms);
      break;
    case 'short-page':
      if (fault.rows === 0) {
        emptyPage(received, response);
        return;
      }
      received.url.searchParams.set(
        '$top',
        String(Math.min(fault.rows, Number(received.url.searchParams.get('$top') ?? 1000))),
      );
      break;
  }
  const forwarded = await forward(endpoint, received);
  response.writeHead(forwarded.statusCode ?? 502, forwarded.headers);
  forwarded.pipe(response);
}

async function forward(endpoint: URL, { method, url, headers, body }: Received): Promise<IncomingMessage> {
  const { hostname, port } = endpoint;
  const outgoing = httpRequest({ hostname, port, method, path: url.pathname + url.search, headers });
  outgoing.end(body);
  const [forwarded] = await once(outgoing, 'response');
  return forwarded as IncomingMessage;
}

function answer(response: ServerResponse, status: number, code: string, retryAfter?: number | string): void {
  const body = { 'odata.error': { code, message: { lang: 'en-US', value: 'From the proxy.' } } };
  response.writeHead(status, {
    'Content-Type': 'application/json;odata=minimalmetadata',
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
  });
  response.end(JSON.stringify(body));
}

/** No rows, and a continuation to where the request began; Azurite's marks are keys in base64. */
function emptyPage({ url }: Received, response: ServerResponse): void {
  const beforeAllKeys = Buffer.from('\u0001').toString('base64');
  const row = url.searchParams.get('NextRowKey');
  response.writeHead(200, {
    'Content-Type': 'application/json;odata=minimalmetadata',
    'x-ms-continuation-NextPartitionKey': url.searchParams.get('NextPartitionKey') ?? beforeAllKeys,
    ...(row === null ? {} : { 'x-ms-continuation-NextRowKey': row }),
  });
  response.end(JSON.stringify({ value: [] }));
}
