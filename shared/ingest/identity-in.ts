/** What identifies a candidate before it is written. */
import type { Category } from '../categories/define.ts';
import { identityOf } from './identity.ts';
import { normalize } from './normalize.ts';
import { exactly } from './prepare.ts';
import type { Candidate } from './unfold.ts';

/**
 * The identity of a candidate, whichever of several it is; undefined for one that is no record. `fallback` is the category
 * of a candidate that names none; `now` (ms) bounds the future.
 */
export function identityIn(candidate: Candidate, fallback: Category, now: number): string | undefined {
  if (candidate.fault !== undefined) return undefined;
  const { value, text } = candidate;
  const normalized = normalize(value, fallback, now, () => exactly(value, text));
  return 'record' in normalized ? identityOf(normalized.record) : undefined;
}
