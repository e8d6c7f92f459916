/** Which problem something thrown is to the caller. */
import { StorageUnavailable } from '../storage/table-store.ts';
import { type Problem, problem } from './problems.ts';

/** Never tells more than its kind: the message stays inside. `signal` is the call's, to know its own end of time. */
export function problemOf(thrown: unknown, signal?: AbortSignal): Problem {
  if (thrown instanceof StorageUnavailable) {
    const seconds = thrown.retryAfter;
    return problem('storage-unavailable', seconds ? { headers: { 'retry-after': String(Math.ceil(seconds)) } } : {});
  }
  return problem(signal?.aborted && thrown instanceof Error && isAbort(thrown) ? 'out-of-time' : 'internal');
}

const isAbort = ({ name }: Error): boolean => name === 'TimeoutError' || name === 'AbortError';
