/** Passes a request on to the library's streaming proxy and its answer back, as the real host does. */

import { type Agent, type IncomingMessage, type ServerResponse, request as startRequest } from 'node:http';

/** Headers of one connection only, never passed on; `x-ms-invocation-id` is the two sides' own. */
const ownToTheConnection = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-ms-invocation-id',
]);

export interface Forwarding {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Path and query for the worker. */
  readonly target: string;
  readonly invocationId: string;
  /** Port of the library's proxy on 127.0.0.1. */
  readonly workerPort: number;
  readonly agent: Agent;
  readonly onError: (error: Error) => void;
}

/** Returns at once; the answer flows when the library sends it. A client that goes away takes the worker's side along. */
export function forward({ request, response, target, invocationId, workerPort, agent, onError }: Forwarding): void {
  const headers = {
    ...passedOn(request.rawHeaders),
    'x-forwarded-host': request.headers.host ?? '',
    'x-forwarded-proto': 'http',
    'x-ms-invocation-id': invocationId,
  };
  const options = { host: '127.0.0.1', port: workerPort, agent, method: request.method, path: target, headers };
  const toWorker = startRequest(options, (answer) => {
    if (response.headersSent || response.destroyed) {
      answer.destroy();
      return;
    }
    response.writeHead(answer.statusCode ?? 500, passedOn(answer.rawHeaders));
    // The first byte leaves when the function sends it, also while the rest is not there yet.
    response.flushHeaders();
    answer.pipe(response);
    answer.on('error', (error) => {
      if (!response.destroyed) onError(error);
    });
  });
  toWorker.on('error', (error) => {
    if (!response.destroyed && !response.writableEnded) onError(error);
  });
  response.on('close', () => {
    if (!response.writableFinished) toWorker.destroy();
  });
  request.pipe(toWorker);
}

/** Repeated headers stay apart; those of one connection are left out. */
function passedOn(raw: readonly string[]): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const value = raw[index + 1] ?? '';
    if (ownToTheConnection.has(name)) continue;
    const earlier = headers[name];
    headers[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  return headers;
}
