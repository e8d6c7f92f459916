/** Asking again: exponential back-off with full jitter, bounded in number and in time. */

import { setTimeout as sleep } from 'node:timers/promises';
import { StorageUnavailable } from './table-store.ts';

export interface RetryPolicy {
  /** Attempts in all, the first included. */
  readonly attempts: number;
  /** The longest first wait in ms; each later one may be twice as long. */
  readonly firstDelay: number;
  /** No wait that the service did not ask for is longer, in ms. */
  readonly longestDelay: number;
  /** Waits and attempts together, in ms. */
  readonly total: number;
}

/** `again`: what was asked may be asked again; `retryAfter` in seconds, if the answer said so. */
export type Attempt<T> =
  | { readonly outcome: 'answered'; readonly value: T }
  | { readonly outcome: 'again'; readonly cause: Error; readonly retryAfter?: number | undefined };

/**
 * Repeats `attempt`, which is told how many ms remain, until it is answered. Throws {@link StorageUnavailable} with the
 * last cause when the attempts are used up or the next wait would pass the total; what `attempt` throws passes through.
 */
export async function retry<T>(attempt: (remaining: number) => Promise<Attempt<T>>, policy: RetryPolicy): Promise<T> {
  const started = performance.now();
  for (let count = 1; ; count += 1) {
    const result = await attempt(policy.total - (performance.now() - started));
    if (result.outcome === 'answered') return result.value;
    const { cause, retryAfter } = result;
    const backOff = Math.random() * Math.min(policy.longestDelay, policy.firstDelay * 2 ** (count - 1));
    // Jitter on top of a wished wait too, or all who were told the same come back at once.
    const wait = backOff + (retryAfter ?? 0) * 1000;
    if (count >= policy.attempts || performance.now() - started + wait >= policy.total) {
      const times = count <= 2 ? ['once', 'twice'][count - 1] : `${count} times`;
      throw new StorageUnavailable(`Storage did not take the request, asked ${times}: ${cause.message}`, {
        cause,
        ...(retryAfter === undefined ? {} : { retryAfter }),
      });
    }
    await sleep(wait);
  }
}
