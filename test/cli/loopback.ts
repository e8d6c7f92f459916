/** A server on loopback that answers what a test says, and keeps what it was asked. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Kept {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** `reset` breaks the connection instead of answering. */
export type Said =
  | { readonly status: number; readonly json?: unknown; readonly headers?: Record<string, string> }
  | 'reset';

export interface Loopback extends AsyncDisposable {
  readonly url: string;
  readonly kept: readonly Kept[];
}

export async function loopback(answer: (asked: Kept, index: number) => Said): Promise<Loopback> {
  const kept: Kept[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const asked = {
      ...{ method: request.method ?? '', url: request.url ?? '', headers: request.headers },
      body: Buffer.concat(chunks).toString(),
    };
    kept.push(asked);
    const said = answer(asked, kept.length - 1);
    if (said === 'reset') return void request.socket.resetAndDestroy();
    const { status, json, headers = {} } = said;
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    response
      .writeHead(status, { 'content-type': type, ...headers })
      .end(json === undefined ? '' : JSON.stringify(json));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const dispose = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, kept, [Symbol.asyncDispose]: dispose };
}

/** A problem as Commlog writes it. */
export function problemSaid(
  status: number,
  code: string,
  facts: object = {},
  headers: Record<string, string> = {},
): Said {
  const json = {
    type: `urn:commlog:problem:${code}`,
    title: 'Title',
    detail: 'Detail.',
    status,
    code,
    issues: [],
    instance: 'i',
    ...facts,
  };
  return { status, json, headers };
}

/** An answer to a delivery that stored each of its lines. */
export function storedSaid({ body }: Kept): Said {
  const lines = body.split('\n').filter((line) => line.trim() !== '');
  const outcomes = lines.map((_, index) => ({
    index,
    outcome: 'LOG_OK',
    category: 'SMSOperational',
    id: `id-${index}`,
  }));
  return {
    status: 200,
    json: { received: lines.length, stored: lines.length, duplicate: 0, skipped: 0, rejected: 0, outcomes },
  };
}
