/** Runs many tasks, a few at a time. */

/**
 * Runs tasks in order, at most `width` at once. When one fails, no further one is begun; those under way are waited for, and
 * then the first failure is thrown: whoever catches it knows that nothing goes on behind its back.
 */
export async function runBounded(width: number, tasks: readonly (() => Promise<unknown>)[]): Promise<void> {
  let next = 0;
  let failure: { readonly error: unknown } | undefined;
  async function work(): Promise<void> {
    for (let task = tasks[next++]; task && !failure; task = tasks[next++]) {
      try {
        await task();
      } catch (error) {
        failure ??= { error };
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, tasks.length) }, work));
  if (failure) throw (failure as { error: unknown }).error;
}
