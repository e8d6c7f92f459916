/** When a timer runs: the schedules that Azure Functions takes, in UTC. */

import { Cron } from 'croner';

export interface Schedule {
  /** The first occurrence after `from`. */
  next(from: Date): Date;
  readonly adjustForDST: boolean;
  /** More often than once a minute: the real host then keeps no schedule status. */
  readonly underAMinute: boolean;
}

const minute = 60_000;

/**
 * Five- and six-field cron as NCRONTAB reads it (day of month and day of week must both fit; none of croner's `L`, `W`,
 * `#`, `?`, nicknames) and `hh:mm:ss` for a constant interval. Undefined when it is none of these.
 */
export function scheduleOf(text: string): Schedule | undefined {
  return intervalOf(text) ?? cronOf(text);
}

function intervalOf(text: string): Schedule | undefined {
  const [, hours, minutes, seconds] = /^(\d{1,2}):([0-5]\d):([0-5]\d)$/.exec(text.trim()) ?? [];
  if (hours === undefined || Number(hours) > 23) return undefined;
  const length = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  if (length === 0) return undefined;
  return {
    next: (from) => new Date(from.getTime() + length),
    adjustForDST: false,
    underAMinute: length < minute,
  };
}

function cronOf(text: string): Schedule | undefined {
  const fields = text.trim().split(/\s+/);
  const known = fields.every((field) => /^[\d*,/-]*(?:[A-Za-z]{3}[\d*,/-]*)*$/.test(field));
  if ((fields.length !== 5 && fields.length !== 6) || !known) return undefined;
  let cron: Cron;
  try {
    cron = new Cron(fields.join(' '), { paused: true, timezone: 'UTC', domAndDow: true });
  } catch {
    return undefined;
  }
  const next = (from: Date): Date => {
    const occurrence = cron.nextRun(from);
    if (occurrence === null) throw new Error(`The schedule "${text}" has no further occurrence.`);
    return occurrence;
  };
  if (cron.nextRun(new Date()) === null) return undefined;
  return { next, adjustForDST: true, underAMinute: isUnderAMinute(fields, next) };
}

function isUnderAMinute(fields: readonly string[], next: (from: Date) => Date): boolean {
  if (fields.length !== 6 || fields.slice(1).some((field) => field !== '*')) return false;
  const first = next(new Date());
  return next(first).getTime() - first.getTime() < minute;
}
