/** What is remembered of a monitored timer between its runs, and between two starts of the host. */

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Schedule } from './schedule.ts';

/** Times as ISO 8601; `last` and `lastUpdated` are absent as long as there is nothing to say. */
export interface ScheduleStatus {
  readonly last?: string;
  readonly next: string;
  readonly lastUpdated?: string;
}

export interface ScheduleStatusStore {
  read(timer: string): ScheduleStatus | undefined;
  write(timer: string, status: ScheduleStatus): void;
}

/** Forgets everything when the process ends. */
export function statusInMemory(): ScheduleStatusStore {
  const known = new Map<string, ScheduleStatus>();
  return { read: (timer) => known.get(timer), write: (timer, status) => known.set(timer, status) };
}

/** Kept in one small JSON file, replaced whole at every change. A file that cannot be read counts as none. */
export function statusInFile(path: string): ScheduleStatusStore {
  let known: Record<string, ScheduleStatus> = {};
  try {
    known = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Never run, or cut off while it was written: the next run of each timer writes it anew.
  }
  return {
    read: (timer) => known[timer],
    write(timer, status) {
      known[timer] = status;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.new`, JSON.stringify(known, null, 2));
      renameSync(`${path}.new`, path);
    },
  };
}

/**
 * The status a timer starts with, and whether an occurrence was missed while no host ran. A schedule that changed since
 * is never past due (azure-webjobs-sdk-extensions, `ScheduleMonitor.CheckPastDueAsync`).
 */
export function startingStatus(
  stored: ScheduleStatus | undefined,
  schedule: Schedule,
  now: Date,
): { status: ScheduleStatus; changed: boolean; isPastDue: boolean } {
  if (stored === undefined) {
    return { status: { next: schedule.next(now).toISOString() }, changed: true, isPastDue: false };
  }
  const basis = stored.last ?? stored.lastUpdated;
  const expected = basis === undefined ? stored.next : schedule.next(new Date(basis)).toISOString();
  if (stored.next === expected) {
    return { status: stored, changed: false, isPastDue: now > new Date(stored.next) };
  }
  const inThePast = now > new Date(expected);
  const status: ScheduleStatus = {
    next: inThePast ? schedule.next(now).toISOString() : expected,
    lastUpdated: inThePast || basis === undefined ? now.toISOString() : basis,
  };
  return { status, changed: true, isPastDue: false };
}
