import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runBounded } from '../../shared/storage/run-bounded.ts';

describe('runBounded', () => {
  it('runs every task, in order, and never more at once than it may', async () => {
    const begun: number[] = [];
    let under = 0;
    let most = 0;
    const tasks = Array.from({ length: 20 }, (_, index) => async () => {
      begun.push(index);
      under += 1;
      most = Math.max(most, under);
      await setImmediate();
      under -= 1;
    });
    await runBounded(3, tasks);
    expect(begun).toEqual(tasks.map((_, index) => index));
    expect([most, under]).toEqual([3, 0]);
  });

  it('begins nothing after a failure, waits for what is under way, and throws the first failure', async () => {
    const done: number[] = [];
    const tasks = Array.from({ length: 10 }, (_, index) => async () => {
      if (index === 1) throw new Error('first');
      await setImmediate();
      await setImmediate();
      done.push(index);
      if (index === 2) throw new Error('second');
    });
    await expect(runBounded(3, tasks)).rejects.toThrow('first');
    expect(done).toEqual([0, 2]);
  });

  it('of nothing is done', async () => {
    await expect(runBounded(3, [])).resolves.toBeUndefined();
  });
});
