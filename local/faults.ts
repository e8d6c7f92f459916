/** What happens outside of any function: the real host answers 500 to what is in flight and starts the worker again. */

/** Hands uncaught errors and unhandled rejections over instead of letting them end the process. Gives how to stop. */
export function watchFaults(onFault: (error: unknown) => void): () => void {
  process.on('uncaughtException', onFault);
  process.on('unhandledRejection', onFault);
  return () => {
    process.off('uncaughtException', onFault);
    process.off('unhandledRejection', onFault);
  };
}
