/** Which problem something thrown is to the caller. */
import { StorageUnavailable } from '../storage/table-store.ts';
import { type Problem, problem } from './problems.ts';

/** Never tells more than its kind: the message stays inside. `signal` is the call's, to know its own end of time. */
export function problemOf(thrown: unknown, signal?: AbortSignal): Problem {
  if (thrown instanceof StorageUnavailable) {
    const seconds = thrown.retryAfter;
    return problem('storage-unavailable', seconds ? { headers: { 'retry-after': String(Math.ceil(seconds)) } } : {});
  }
  if (brokeOff(thrown)) return problem('unreadable-body', { detail: 'The body broke off before its end.' });
  return problem(signal?.aborted && thrown instanceof Error && isAbort(thrown) ? 'out-of-time' : 'internal');
}

/** The sender went away in the middle of its body: its fault alone. Broken connections to storage are StorageUnavailable. */
const brokeOff = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ECONNRESET';

const isAbort = ({ name }: Error): boolean => name === 'TimeoutError' || name === 'AbortError';
