/** How often and how long is asked again. */

import { beforeEach, expect, test, vi } from 'vitest';
import { type Attempt, retry } from '../../shared/storage/retry.ts';

const policy = { attempts: 5, firstDelay: 100, longestDelay: 300, total: 60_000 };
const again = (retryAfter?: number): Attempt<never> => ({ outcome: 'again', cause: new Error('busy'), retryAfter });

let clock = 0;
const waits: number[] = [];
vi.mock('node:timers/promises', () => ({
  setTimeout: async (ms: number) => {
    waits.push(ms);
    clock += ms;
  },
}));

beforeEach(() => {
  waits.length = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  vi.spyOn(Math, 'random').mockReturnValue(1);
});

test('answers the first answer', async () => {
  const attempt = vi.fn(async (): Promise<Attempt<number>> => ({ outcome: 'answered', value: 7 }));
  expect(await retry(attempt, policy)).toBe(7);
  expect(attempt).toHaveBeenCalledTimes(1);
});

test('waits at most twice as long each time, to the longest delay', async () => {
  await expect(retry(async () => again(), policy)).rejects.toThrow('asked 5 times: busy');
  expect(waits).toEqual([100, 200, 300, 300]);
});

test('waits anything from nothing to the delay', async () => {
  vi.mocked(Math.random).mockReturnValueOnce(0).mockReturnValueOnce(0.25).mockReturnValue(0.5);
  await expect(retry(async () => again(), policy)).rejects.toThrow();
  expect(waits).toEqual([0, 50, 150, 150]);
});

test('waits what the service wishes, and a little so that not all come back at once', async () => {
  await expect(retry(async () => again(2), { ...policy, attempts: 2 })).rejects.toMatchObject({ retryAfter: 2 });
  expect(waits).toEqual([2_100]);
});

test('gives up when the next wait would pass the total, however many attempts are left', async () => {
  const attempt = vi.fn(async () => again());
  await expect(retry(attempt, { ...policy, attempts: 1000, total: 350 })).rejects.toThrow('asked 3 times');
  expect(waits).toEqual([100, 200]);
});

test('tells each attempt how long it may take', async () => {
  const told: number[] = [];
  const attempt = async (remaining: number) => {
    told.push(remaining);
    return again();
  };
  await expect(retry(attempt, { ...policy, attempts: 2, total: 1_000 })).rejects.toThrow('asked twice');
  expect(told).toEqual([1_000, 900]);
});

test('passes on what an attempt throws', async () => {
  const broken = new TypeError('broken');
  await expect(retry(() => Promise.reject(broken), policy)).rejects.toBe(broken);
});
