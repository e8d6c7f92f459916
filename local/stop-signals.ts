/** When people or programs want the process to end. */

const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C can arrive twice: from the terminal, and passed on by the process that started this one. */
const sameSignal = 1_000;

/** Resolves at the first signal. Another one, later, ends the process at once: somebody has lost patience. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    for (const name of names) {
      process.on(name, () => {
        if (first !== undefined && performance.now() - first > sameSignal) process.exit(130);
        first ??= performance.now();
        resolve();
      });
    }
  });
}
