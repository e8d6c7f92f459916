/** What a check of an installation is: its title, its faults with the remedy of each, and how it is examined. */
import type { Services } from '../services.ts';
import type { Status } from '../status/status.ts';

/** `off`: not set up, and nothing is wrong with that. */
export type CheckState = 'ok' | 'warning' | 'failed' | 'off';

export interface Fault {
  readonly state: Exclude<CheckState, 'ok'>;
  /** Sentences that say what to do; a function where they name what is set. */
  readonly remedy: string | ((services: Services) => string);
}

/** `finding`: sentences for people, never a secret nor a record's value. Without a fault all is well. */
export interface Found<Name extends string = string> {
  readonly finding: string;
  readonly fault?: Name;
}

/** What the checks of one examination have in common. */
export interface Examination {
  readonly services: Services;
  /** Aborts when the time for a check is over. */
  readonly signal: AbortSignal;
  /** Whether records arrive; asked once for all checks. Throws StorageUnavailable. */
  readonly status: () => Promise<Status>;
}

export interface Check<Name extends string = string> {
  /** What is examined, in a few words. */
  readonly title: string;
  readonly faults: Readonly<Record<Name, Fault>>;
  /** What to do when it does not answer in time, where that is known better than for all. */
  readonly late?: string;
  /** What it throws concerns this check alone; StorageUnavailable says that our own storage does not answer. */
  readonly examine: (examination: Examination) => Promise<Found<Name>>;
}

/** A row of the table of checks; every fault that `examine` can name has a row of its own. */
export function defineCheck<const Name extends string>(check: Check<Name>): Check<Name> {
  return check;
}
