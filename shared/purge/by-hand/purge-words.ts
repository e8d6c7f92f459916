/** What a purge by hand did, in numbers and in a sentence. */
import type { RunCounts, RunState } from '../../runs/run.ts';
import type { PurgeState } from '../purge-state.ts';

/** The numbers of its kind; `phase`: what it is at. */
export function progressOf({ by, dryRun, work }: PurgeState): RunState {
  const { phase, ...facts } = work;
  const numbers = Object.entries(facts).filter(([name, value]) => typeof value === 'number' && name !== 'knownAt');
  return { by, ...(dryRun ? { dryRun } : {}), phase, ...Object.fromEntries(numbers) };
}

/** What was looked at and taken away since `before`. */
export function countsSince(before: PurgeState, after: PurgeState): Partial<RunCounts> {
  return { examined: totalOf(after) - totalOf(before) };
}

function totalOf({ by: _, ...state }: PurgeState): number {
  const { phase: __, knownAt: ___, ...facts } = state.work as Record<string, unknown>;
  return Object.values(facts).reduce<number>((sum, value) => sum + (typeof value === 'number' ? value : 0), 0);
}

/** `unreached`: where the value may stand that Commlog cannot reach. */
export function wordsOf(state: PurgeState, unreached: readonly string[]): string {
  const { dryRun } = state;
  switch (state.by) {
    case 'before': {
      const { tables, records, communications, others } = state.work;
      const what = `${records} records and ${communications} communications`;
      if (dryRun) return `Would purge ${what} of before ${state.before}.`;
      return (
        `Everything of before ${state.before} is gone: ${tables} tables whole; of the day of that instant ${what}, ` +
        `and ${others} rows that led to them.`
      );
    }
    case 'id': {
      const { records, details } = state.work;
      const what = `${records} records and ${details} that are a detail of it`;
      if (dryRun) return `Would purge the communication, ${what}.`;
      return records === 0
        ? 'The communication was not there any more, and no record of it was found; none is taken from now on.'
        : `The communication is gone, with ${what}.`;
    }
    case 'value': {
      const { redacted, deleted, communications, people, rejected } = state.work;
      const rest = `${communications} communications, ${people} people of the directory and ${rejected} rejected candidates`;
      const where =
        unreached.length === 0 ? '' : ` Not reached by Commlog, look there yourself: ${unreached.join('; ')}.`;
      if (dryRun) return `${redacted} records say it, and ${rest}.${where}`;
      return `It was replaced in ${redacted} records, ${deleted} were deleted; it went from ${rest}.${where}`;
    }
  }
}
