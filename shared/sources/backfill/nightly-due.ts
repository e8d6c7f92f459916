/** Whether the nightly run is due: once for each local date, however the clocks change. */
import { daysFrom, type LocalTime } from '../../local-time.ts';

/** What is remembered of the nights. Dates are local: `2026-03-29`. */
export interface Nights {
  /** The last date whose run succeeded. */
  readonly succeeded?: string;
  /** The last date for which a run was opened, how often, and when last (ms). */
  readonly tried?: { readonly date: string; readonly times: number; readonly at: number };
}

const firstPauseMs = 15 * 60_000;
const longestPauseMs = 6 * 3_600_000;

/**
 * The date whose run is due, undefined when none is. `at`: when it is to run, in minutes since midnight. A night whose time
 * the clocks skip is due after it; one that they show twice is due once; a time just before midnight may become due after
 * it. A night that failed is due again after 15 minutes, half an hour, and so on.
 */
export function nightDue(local: LocalTime, at: number, { succeeded, tried }: Nights, now: number): string | undefined {
  const date = local.minutes >= at ? local.date : daysFrom(local.date, -1);
  // Clocks that go back over midnight, or another TIME_ZONE, may lead back to the day before.
  if (succeeded === date || succeeded === daysFrom(date, 1)) return undefined;
  if (tried?.date !== date) return date;
  const pause = Math.min(firstPauseMs * 2 ** (tried.times - 1), longestPauseMs);
  return now - tried.at >= pause ? date : undefined;
}
