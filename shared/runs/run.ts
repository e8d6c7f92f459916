/** A run: one execution of a timer, or of a long operation that goes on slice by slice. */
import type { FailureClass } from '../source-failure.ts';
import type { RunKind } from './run-kinds.ts';

/** What a run did, in records. */
export interface RunCounts {
  /** Records (or what the kind looks at) that were looked at. */
  readonly examined: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly skipped: number;
  readonly rejected: number;
  /** What could not be done. */
  readonly failed: number;
}

export const noCounts: RunCounts = { examined: 0, stored: 0, duplicate: 0, skipped: 0, rejected: 0, failed: 0 };

/** Why it ended, or what is to be known about it. `note`: nothing is wrong. Words never hold a record's value or a secret. */
export interface RunReason {
  readonly class: FailureClass | 'interrupted' | 'internal' | 'note';
  readonly words: string;
}

/** JSON by which people see how far a run is, or a run finds where to go on. */
export type RunState = Readonly<Record<string, unknown>>;

export interface Run {
  readonly id: string;
  readonly kind: RunKind;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  /** ISO instants. */
  readonly started: string;
  readonly ended?: string;
  /** `timer`, or the principal's kind and name. */
  readonly by: string;
  readonly counts: RunCounts;
  readonly reason?: RunReason;
  readonly progress?: RunState;
  /** Where it goes on; only long ones have it. */
  readonly next?: RunState;
}

/** What a timer's work reports at its end. `failed`: the run failed, `reason` says why. */
export interface Report {
  readonly counts?: Partial<RunCounts>;
  readonly reason?: RunReason;
  readonly failed?: boolean;
  readonly progress?: RunState;
}

/** What one slice of a long run did. Counts are added; `next` undefined: it is done. `waitUntil` (ms): not before then. */
export interface Slice extends Report {
  readonly next: RunState | undefined;
  readonly waitUntil?: number;
}

/** What a slice may use: it ends by itself soon after `until` (ms since 1970), at once when `signal` aborts. */
export interface SliceLimits {
  readonly until: number;
  readonly signal: AbortSignal;
}
