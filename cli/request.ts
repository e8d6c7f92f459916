/** One HTTP request to Commlog, and what came of it as a value. */
import type { Target } from './target.ts';

export interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below `/api`, with its query. */
  readonly path: `/${string}`;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

export type Got =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Of the body where it is JSON, else undefined. */
      readonly value: unknown;
      /** Seconds. */
      readonly retryAfter?: number;
      /** As it is sent back in If-Match. */
      readonly etag?: string;
    }
  /** `code` is the system's: ECONNREFUSED, ECONNRESET, ENOTFOUND. */
  | { readonly kind: 'unreachable'; readonly code: string };

/** Longer than Commlog or the platform in front of it takes for anything. */
const timeoutMs = 280_000;

/** Sends it with the keys of the target (not as Authorization, which App Service authentication may take for a token of its own), and gives the answer as it comes. Rejects when there is none. */
export function send(target: Target, { method, path, headers = {}, body }: Asked): Promise<Response> {
  return fetch(`${target.url}/api${path}`, {
    method,
    headers: { ...keysOf(target), ...headers },
    signal: AbortSignal.timeout(timeoutMs),
    ...(body ? { body } : {}),
  });
}

/** Sends it with the keys of the target. Never rejects. */
export async function request(target: Target, asked: Asked): Promise<Got> {
  try {
    return await answerIn(await send(target, asked));
  } catch (error) {
    return { kind: 'unreachable', code: codeOf(error) };
  }
}

/** A whole answer. Rejects when it breaks off. */
export async function answerIn(response: Response): Promise<Got> {
  const value = jsonOf(await response.text());
  const retryAfter = secondsOf(response.headers.get('retry-after'));
  const etag = response.headers.get('etag');
  return {
    ...{ kind: 'answer', status: response.status, value },
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(etag === null ? {} : { etag }),
  };
}

function keysOf({ key, ingestKey }: Target): Record<string, string> {
  return {
    ...(key === undefined ? {} : { 'x-api-key': key }),
    ...(ingestKey === undefined ? {} : { 'x-functions-key': ingestKey }),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds, or a date. */
function secondsOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - Date.now()) / 1000);
}

/** Why there is no answer, as the system names it. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code, message } = (error.cause ?? error) as { code?: unknown; message?: string };
  return typeof code === 'string' ? code : (message ?? error.name);
}
