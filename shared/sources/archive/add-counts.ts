/** Adds the counts of what was read. */
import type { RunCounts } from '../../runs/run.ts';

export function addCounts(a: RunCounts, b: RunCounts): RunCounts {
  return {
    examined: a.examined + b.examined,
    stored: a.stored + b.stored,
    duplicate: a.duplicate + b.duplicate,
    skipped: a.skipped + b.skipped,
    rejected: a.rejected + b.rejected,
    failed: a.failed + b.failed,
  };
}
