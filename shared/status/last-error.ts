/** The last error of a road, as long as nothing came after it. */
import type { LookRow } from '../arrivals/latest.ts';
import type { FailureClass } from '../source-failure.ts';

export interface LastError {
  readonly class: FailureClass;
  readonly words: string;
  /** ISO instants. */
  readonly at: string;
  readonly since: string;
}

export type FaultyLook = Extract<LookRow, { ended: 'failed' | 'rejected' }>;

/** Arrivals are true to the minute only: one that came with what was rejected may stand a minute before it. */
const graceMs = 60_000;

/**
 * The newest error among looks, unless a success or an arrival (ISO instant) followed. After what was rejected only an
 * arrival counts: whoever reads what cannot be read looks with success each time.
 */
export function faultyLookOf(looks: readonly LookRow[], newest: string | undefined): FaultyLook | undefined {
  const succeeded = newestOf(looks.filter(({ ended }) => ended === 'succeeded').map(({ at }) => at)) ?? '';
  let last: FaultyLook | undefined;
  for (const look of looks) {
    if (look.ended === 'succeeded' || (look.ended === 'failed' && succeeded > look.at)) continue;
    const arrivedBy = look.ended === 'rejected' ? earlier(look.at) : look.at;
    if (newest !== undefined && newest > arrivedBy) continue;
    if (last === undefined || look.at > last.at) last = look;
  }
  return last;
}

export function lastErrorOf(look: FaultyLook | undefined): LastError | null {
  return look ? { class: look.class, words: look.words, at: look.at, since: look.since } : null;
}

/** The latest of ISO instants. */
export function newestOf(instants: readonly string[]): string | undefined {
  let newest: string | undefined;
  for (const instant of instants) if (newest === undefined || instant > newest) newest = instant;
  return newest;
}

function earlier(instant: string): string {
  return new Date(Date.parse(instant) - graceMs - 1).toISOString();
}
