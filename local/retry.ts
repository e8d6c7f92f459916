/** Runs a function again by its retry policy. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { RetryOptions } from './core-api.ts';
import type { RetryContext } from './programming-model.ts';

/**
 * Calls `attempt` once, and up to `maxRetryCount` (-1: without end) times more as long as it rejects. Without a policy
 * `attempt` gets no context. Rejects with the last error; ends early, with it, once `signal` is aborted.
 */
export async function runWithRetries(
  policy: RetryOptions | undefined,
  attempt: (context: RetryContext | undefined) => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  const maxRetryCount = policy?.maxRetryCount ?? 0;
  let context: RetryContext | undefined = policy === undefined ? undefined : { retryCount: 0, maxRetryCount };
  for (let retryCount = 1; ; retryCount += 1) {
    try {
      await attempt(context);
      return;
    } catch (error) {
      const more = policy !== undefined && (maxRetryCount === -1 || retryCount <= maxRetryCount);
      if (!more || signal.aborted) throw error;
      context = { retryCount, maxRetryCount, exception: exceptionOf(error) };
      await sleep(delayOf(policy, retryCount), undefined, { signal }).catch(() => {
        throw error;
      });
    }
  }
}

function delayOf(policy: RetryOptions, retryCount: number): number {
  const seconds = (duration: { readonly seconds?: number } | undefined) => (duration?.seconds ?? 0) * 1000;
  if (policy.retryStrategy !== 'exponentialBackoff') return seconds(policy.delayInterval);
  return Math.min(seconds(policy.minimumInterval) * 2 ** (retryCount - 1), seconds(policy.maximumInterval));
}

function exceptionOf(error: unknown): NonNullable<RetryContext['exception']> {
  return error instanceof Error
    ? { message: error.message, source: '', stackTrace: error.stack ?? '' }
    : { message: String(error), source: '', stackTrace: '' };
}
