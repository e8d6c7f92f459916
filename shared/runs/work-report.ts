/** What the timer `work` reports of itself. */
import type { Slices } from './advance-runs.ts';
import type { Report } from './run.ts';

/** No counts: what was done is counted by the runs that it took further. */
export function workReport(slices: Slices): Report {
  const kinds = Object.entries(slices);
  const words =
    kinds.length === 0
      ? 'No long run is under way, or each of them waits.'
      : `Slices done: ${kinds.map(([kind, count]) => `${kind} ${count}`).join(', ')}.`;
  return { reason: { class: 'note', words }, progress: { slices } };
}
