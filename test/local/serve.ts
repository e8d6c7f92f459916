/** Starts the local host with functions that a test registers, and asks it over HTTP. */

import { request as startRequest } from 'node:http';
import { app } from '@azure/functions';
import { type Host, type HostOptions, startHost } from '../../local/host.ts';
import type { HostLogEntry } from '../../local/host-log.ts';

export interface Served extends Host {
  readonly logged: HostLogEntry[];
  readonly port: number;
}

/** A host on a free port; `register` calls `app.http(…)` and the like. Streaming is on unless the options say otherwise. */
export async function serve(
  register: () => unknown,
  { streaming = true, ...options }: Partial<HostOptions> & { streaming?: boolean } = {},
): Promise<Served> {
  const logged: HostLogEntry[] = [];
  const load = async () => {
    if (streaming) app.setup({ enableHttpStream: true });
    await register();
  };
  const host = await startHost({ port: 0, log: (entry) => logged.push(entry), load, ...options });
  return Object.assign(host, { logged, port: Number(new URL(host.url).port) });
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** One request exactly as given: no path is tidied, no header added but `Host`. */
export function ask(
  port: number,
  path: string,
  init: { method?: string; headers?: Record<string, string | string[]>; body?: string | Buffer | string[] } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = init;
    const sent = startRequest({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on('error', reject);
    for (const part of Array.isArray(body) ? body : []) sent.write(part);
    sent.end(Array.isArray(body) ? undefined : body);
  });
}

/** What `promise` gave within `milliseconds`, or `'still waiting'`. */
export function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | 'still waiting'> {
  return Promise.race([
    promise,
    new Promise<'still waiting'>((resolve) => setTimeout(() => resolve('still waiting'), milliseconds)),
  ]);
}
