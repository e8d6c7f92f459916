/** A run as answers show it. */

import type { Run, RunCounts, RunReason, RunState } from './run.ts';
import type { RunKind } from './run-kinds.ts';
import { type RunRow, runOf } from './run-row.ts';

/** A run, or several in a row that found nothing to do. */
export interface ListedRun extends Run {
  /** How many; absent where it is one. */
  readonly times?: number;
  /** When the first of them began. */
  readonly since?: string;
}

/** The shape of `runItem` in http/run-answers.ts. */
export interface RunItem extends RunCounts {
  readonly id: string;
  readonly kind: RunKind;
  readonly state: Run['state'];
  readonly started: string;
  readonly ended: string | null;
  readonly by: string;
  readonly times?: number;
  readonly since?: string;
  readonly reason: RunReason | null;
  readonly progress: RunState | null;
  readonly next: RunState | null;
}

/** A run as an answer shows it. */
export function runItemOf({ counts, ...run }: ListedRun): RunItem {
  const { ended = null, reason = null, progress = null, next = null } = run;
  return { ...run, ...counts, ended, reason, progress, next };
}

/** The run, or the runs, of a row. */
export function listedRun(row: RunRow & { readonly times?: number; readonly since?: string }, now: Date): ListedRun {
  const { times, since } = row;
  return { ...runOf(row, now), ...(times ? { times, since: since ?? row.started } : {}) };
}
