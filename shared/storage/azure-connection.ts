/** The wire to one account of Azure tables: signing, tokens and connections are Azure's client's; time limits and retries are here. */

import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineRequest,
  type HttpMethods,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { TableServiceClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { errorOf, isRefusal, type Refusal } from './azure-batch.ts';
import { type Attempt, type RetryPolicy, retry } from './retry.ts';
import { StorageLimit, StorageUnavailable } from './table-store.ts';

/** Which account: a connection string with a key or SAS, or the table service's https address with a token credential. */
export type AzureAccount =
  | { readonly connectionString: string }
  | { readonly endpoint: string; readonly credential: TokenCredential };

export interface ConnectionLimits {
  /** How long one attempt may take, in ms (default 30 s). */
  readonly requestTimeLimit?: number;
  /** Default: 6 attempts within 60 s, waiting up to 0.2 s, 0.4 s, … 10 s. */
  readonly retry?: Partial<RetryPolicy>;
}

export interface AzureRequest {
  readonly method: HttpMethods;
  /** After the account's address, percent-encoded. */
  readonly path: string;
  /** Not yet encoded; undefined and empty ones are left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Reads a successful answer; a {@link Refusal} says that it holds a failure after all, as that of a transaction can. */
type Read<T> = (text: string, header: (name: string) => string | undefined) => T | Refusal;

export interface AzureConnection {
  /** The account's address, without a slash at its end. */
  readonly address: string;
  /** Throws {@link StorageUnavailable} when retries are used up; a refusal that is not transient is answered. */
  ask<T>(request: AzureRequest, read: Read<T>): Promise<T | Refusal>;
  close(): void;
}

const defaultRetry: RetryPolicy = { attempts: 6, firstDelay: 200, longestDelay: 10_000, total: 60_000 };
/** 401 and 403 are not among them: a missing role stays missing for minutes. */
const transientStatus = new Set([408, 429, 500, 502, 503, 504]);
const limitStatus = new Set([400, 413, 414, 431]);

export function azureConnection(account: AzureAccount, limits: ConnectionLimits): AzureConnection {
  const { requestTimeLimit = 30_000 } = limits;
  const policy = { ...defaultRetry, ...limits.retry };
  const client = clientOf(account);
  const [url = '', sas = ''] = client.url.split('?');
  const address = url.replace(/\/$/, '');
  const http = createDefaultHttpClient();
  let closed = false;

  function send(
    { method, path, query = {}, headers, body }: AzureRequest,
    timeLimit: number,
  ): Promise<PipelineResponse> {
    const parameters = Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [`${name}=${encodeURIComponent(value.toWellFormed())}`],
    );
    if (sas !== '') parameters.push(sas);
    const request = createPipelineRequest({
      url: `${address}/${path}${parameters.length === 0 ? '' : `?${parameters.join('&')}`}`,
      method,
      headers: createHttpHeaders({
        'x-ms-version': '2019-02-02',
        DataServiceVersion: '3.0',
        Accept: 'application/json;odata=minimalmetadata',
        ...headers,
      }),
      ...(body === undefined ? {} : { body }),
      // The request's own time limit ends at the head of the answer; this one holds for its body too.
      abortSignal: AbortSignal.timeout(timeLimit),
      allowInsecureConnection: address.startsWith('http:'),
    });
    return client.pipeline.sendRequest(http, request);
  }

  async function attempt<T>(request: AzureRequest, remaining: number, read: Read<T>): Promise<Attempt<T | Refusal>> {
    if (closed) throw new StorageUnavailable('This store is closed.');
    let response: PipelineResponse;
    try {
      response = await send(request, Math.max(1, Math.ceil(Math.min(requestTimeLimit, remaining))));
    } catch (cause) {
      return { outcome: 'again', cause: withoutRequest(cause as Error) };
    }
    const value = answerOf(response, read);
    if (isRefusal(value) && transientStatus.has(value.status)) {
      return { outcome: 'again', cause: errorFrom(value), retryAfter: retryAfterOf(response) };
    }
    return { outcome: 'answered', value };
  }

  return {
    address,
    ask: (request, read) => retry((remaining) => attempt(request, remaining, read), policy),
    close() {
      closed = true;
    },
  };
}

/**
 * Throws what a refusal means that nobody expected: {@link StorageLimit} when the request itself was wrong,
 * {@link StorageUnavailable} otherwise.
 */
export function refuse(refusal: Refusal): never {
  const cause = errorFrom(refusal);
  if (limitStatus.has(refusal.status)) throw new StorageLimit(`Storage refused a request: ${cause.message}`, { cause });
  throw new StorageUnavailable(`Storage did not take a request: ${cause.message}`, { cause });
}

function clientOf(account: AzureAccount): TableServiceClient {
  const options = { retryOptions: { maxRetries: 0 } };
  const client =
    'connectionString' in account
      ? TableServiceClient.fromConnectionString(account.connectionString, { ...options, allowInsecureConnection: true })
      : new TableServiceClient(account.endpoint, account.credential, options);
  // Answers are read here; parsing them a second time would only cost.
  client.pipeline.removePolicy({ name: 'deserializationPolicy' });
  return client;
}

function answerOf<T>(response: PipelineResponse, read: Read<T>): T | Refusal {
  const text = response.bodyAsText ?? '';
  if (response.status >= 200 && response.status < 300) return read(text, (name) => response.headers.get(name));
  const { code, message } = errorOf(text);
  return { status: response.status, code: code || (response.headers.get('x-ms-error-code') ?? ''), message };
}

/** The client's errors carry the whole request, rows and signature included, which no log may show. */
function withoutRequest(error: Error & { code?: string }): Error {
  return Object.assign(new Error(error.message), { name: error.name, ...(error.code && { code: error.code }) });
}

/** Status and code only: the service's text may repeat keys and values. */
function errorFrom({ status, code }: Refusal): Error {
  return new Error(`HTTP ${status}${code === '' ? '' : ` ${code}`}`);
}

/** Seconds, from a number of seconds or a date. */
function retryAfterOf(response: PipelineResponse): number | undefined {
  const text = response.headers.get('Retry-After');
  if (text === undefined) return undefined;
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.max(0, (Date.parse(text) - Date.now()) / 1000);
  return Number.isNaN(seconds) ? undefined : seconds;
}
