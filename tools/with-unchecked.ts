/** What the result of a check is when the infrastructure could not be looked at. */
import type { FoundBicep } from './bicep.ts';
import type { Counts } from './run-steps.ts';

/**
 * What was not checked counts neither way, and is said; where it has to be checked (`insist`) it has failed. `found`
 * undefined: nobody asked for it.
 */
export function withUnchecked(
  counts: Counts,
  found: FoundBicep | undefined,
  insist: boolean,
): Counts & { readonly note?: string } {
  if (found === undefined || !('reason' in found)) return counts;
  const note = `   NOT CHECKED infrastructure. ${found.reason}`;
  return { passed: counts.passed, failed: counts.failed + (insist ? 1 : 0), note };
}
