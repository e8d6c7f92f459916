/** How a timer with a retry policy is run again. */

import { app, type InvocationContext } from '@azure/functions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runWithRetries } from '../../local/retry.ts';
import { type Served, serve } from './serve.ts';

let host: Served;
const runs: { invocationId: string; retryContext: InvocationContext['retryContext'] | undefined }[] = [];
const failing = (_timer: unknown, { invocationId, retryContext }: InvocationContext) => {
  runs.push({ invocationId, retryContext });
  throw new Error(`failure ${runs.length}`);
};

beforeAll(async () => {
  host = await serve(() => {
    const schedule = '0 0 3 1 1 *';
    app.timer('thrice', {
      schedule,
      handler: failing,
      retry: { strategy: 'fixedDelay', maxRetryCount: 2, delayInterval: 0 },
    });
    app.timer('once', { schedule, handler: failing });
  });
});
afterAll(() => host.close());

describe('a failing timer', () => {
  test('with two retries runs three times under one invocation id', async () => {
    runs.length = 0;
    await host.invoke('thrice');
    expect(runs).toHaveLength(3);
    expect(new Set(runs.map(({ invocationId }) => invocationId)).size).toBe(1);
    expect(runs[0]?.retryContext).toEqual({ retryCount: 0, maxRetryCount: 2 });
    expect(runs[1]?.retryContext).toMatchObject({
      retryCount: 1,
      maxRetryCount: 2,
      exception: { message: 'failure 1' },
    });
    expect(runs[2]?.retryContext).toMatchObject({ retryCount: 2, exception: { message: 'failure 2' } });
    expect(host.logged.at(-1)).toMatchObject({ level: 'error', message: expect.stringContaining('failure 3') });
  });

  test('without a policy runs once and has no retry context', async () => {
    runs.length = 0;
    await host.invoke('once');
    expect(runs).toEqual([{ invocationId: expect.any(String), retryContext: undefined }]);
  });

  test('waits longer each time under exponential back-off, up to its maximum', async () => {
    const waits: number[] = [];
    let last = performance.now();
    const seconds = (count: number) => ({ seconds: count / 1000 });
    const policy = {
      retryStrategy: 'exponentialBackoff',
      maxRetryCount: 3,
      minimumInterval: seconds(40),
      maximumInterval: seconds(100),
    } as const;
    const attempt = async () => {
      waits.push(performance.now() - last);
      last = performance.now();
      throw new Error('again');
    };
    await expect(runWithRetries(policy, attempt, new AbortController().signal)).rejects.toThrow('again');
    expect(waits).toHaveLength(4);
    for (const [index, least] of [0, 39, 79, 99].entries()) expect(waits[index]).toBeGreaterThanOrEqual(least);
    expect(waits[3]).toBeLessThan(155);
  });

  test('is not tried again once the host ends', async () => {
    const ending = new AbortController();
    let attempts = 0;
    const attempt = async () => {
      attempts += 1;
      setTimeout(() => ending.abort(), 20);
      throw new Error('late');
    };
    const policy = { maxRetryCount: -1, delayInterval: { seconds: 60 } };
    await expect(runWithRetries(policy, attempt, ending.signal)).rejects.toThrow('late');
    expect(attempts).toBe(1);
  });
});
