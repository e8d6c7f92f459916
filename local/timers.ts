/** Runs one timer by its schedule, never twice at once. */

import type { Schedule } from './schedule.ts';
import { type ScheduleStatus, type ScheduleStatusStore, startingStatus } from './schedule-status.ts';

/** The timer object as the host sends it; the library turns the first letters to lower case. */
export interface TimerInfo {
  readonly Schedule: { readonly AdjustForDST: boolean };
  readonly ScheduleStatus: { readonly Last: string; readonly Next: string; readonly LastUpdated: string } | null;
  readonly IsPastDue: boolean;
}

export interface TimerOptions {
  readonly name: string;
  readonly schedule: Schedule;
  readonly useMonitor: boolean;
  readonly runOnStartup: boolean;
  readonly store: ScheduleStatusStore;
  /** The schedule is left alone. */
  readonly onlyByHand: boolean;
  /** One run, retries included; never rejects. */
  readonly run: (info: TimerInfo) => Promise<void>;
  /** The status could not be kept, or the schedule has no further occurrence. */
  readonly onError: (error: unknown) => void;
}

export interface Timer {
  /** Runs it now, after the run that is under way. Changes nothing of its schedule. */
  runByHand(): Promise<void>;
  /** No run begins any more; one under way goes on. */
  stop(): void;
}

/** Node's longest timeout; a longer wait is cut and resumed. */
const longestWait = 2 ** 31 - 1;

/** Begins at once when an occurrence was missed or the function wants to run on startup, else at the next occurrence. */
export function startTimer({
  name,
  schedule,
  useMonitor,
  runOnStartup,
  store,
  run,
  onlyByHand,
  onError,
}: TimerOptions): Timer {
  let stopped = false;
  let waiting: NodeJS.Timeout | undefined;
  let tail: Promise<unknown> = Promise.resolve();

  const start = startingStatus(useMonitor ? store.read(name) : undefined, schedule, new Date());
  let status = start.status;
  const keep = (next: ScheduleStatus) => {
    if (!useMonitor || onlyByHand) return;
    try {
      store.write(name, next);
    } catch (error) {
      onError(error);
    }
  };
  if (start.changed) keep({ lastUpdated: new Date().toISOString(), ...status });

  const infoOf = (isPastDue: boolean, shown: ScheduleStatus | undefined): TimerInfo => ({
    Schedule: { AdjustForDST: schedule.adjustForDST },
    ScheduleStatus:
      useMonitor && shown !== undefined
        ? { Last: hostTime(shown.last), Next: hostTime(shown.next), LastUpdated: hostTime(shown.lastUpdated) }
        : null,
    IsPastDue: isPastDue,
  });
  const queue = (step: () => Promise<void>): Promise<void> => {
    const done = tail.then(() => (stopped ? undefined : step()));
    tail = done.catch(() => {});
    return done;
  };

  const runScheduled = async (reason: 'schedule' | 'past-due' | 'startup'): Promise<void> => {
    const began = new Date();
    await run(infoOf(reason === 'past-due', status));
    // A timer that fired a little early counts from its occurrence, else it would come twice.
    const counted = reason === 'schedule' && new Date(status.next) > began ? new Date(status.next) : began;
    const last = counted.toISOString();
    status = { last, next: schedule.next(counted).toISOString(), lastUpdated: last };
    keep(status);
  };
  const wait = (reason: 'schedule' | 'past-due' | 'startup'): void => {
    if (stopped) return;
    const left = reason === 'schedule' ? new Date(status.next).getTime() - Date.now() : 0;
    waiting = setTimeout(
      () => {
        if (left > longestWait) wait(reason);
        else queue(() => runScheduled(reason)).then(() => wait('schedule'), onError);
      },
      Math.min(Math.max(left, 1), longestWait),
    );
  };
  if (!onlyByHand) wait(start.isPastDue ? 'past-due' : runOnStartup ? 'startup' : 'schedule');

  return {
    runByHand: () => queue(() => run(infoOf(false, store.read(name) ?? status))),
    stop() {
      stopped = true;
      clearTimeout(waiting);
    },
  };
}

/** .NET's way to write a UTC time; its zero time where there is none. */
function hostTime(iso: string | undefined): string {
  return iso === undefined ? '0001-01-01T00:00:00+00:00' : iso.replace(/Z$/, '+00:00');
}
