/** The local host's front door: one server on loopback, for callers of this machine only. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refusalOf } from './local-requests.ts';

export interface HttpServer {
  readonly port: number;
  readonly url: string;
  /** Takes no new connections; requests under way go on. */
  stopListening(): void;
  /** Ends what is left. */
  close(): Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Rejects with the system's error (`EADDRINUSE`) when the port cannot be had. Port 0: any free one. */
export async function listenLocally(port: number, answer: Answer): Promise<HttpServer> {
  let bound = port;
  const server = createServer((request, response) => {
    const refusal = refusalOf(request.headers, request.method ?? '', bound);
    if (refusal === undefined) answer(request, response);
    else sayText(response, 403, refusal);
  });
  // A slow upload is no error: the real host measures no total time either.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  bound = (server.address() as AddressInfo).port;
  let closed: Promise<void> | undefined;
  const stopListening = () => {
    closed ??= new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
  };
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    stopListening,
    async close() {
      stopListening();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Answers a short text; for 4xx and 5xx of the local host itself, in words. */
export function sayText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

/** Answers a status with an empty body, as the real host does where it says nothing. */
export function sayNothing(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': '0' }).end();
}
