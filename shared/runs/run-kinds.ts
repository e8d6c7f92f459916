/** The kinds of run. */

interface RunKindFacts {
  /** What it does, in a few words. */
  readonly title: string;
  /** `long`: it goes on slice by slice, by the timer `work`. */
  readonly form: 'timer' | 'long';
  /** How often one begins by itself; absent: only when somebody asks for it. */
  readonly everyMinutes?: number;
}

export const runKinds = {
  'read-archive': { title: 'Reads what the archive’s blobs gained', form: 'timer', everyMinutes: 5 },
  gather: { title: 'Gathers records into communications', form: 'timer', everyMinutes: 1 },
  purge: { title: 'Takes away what is past its retention', form: 'timer', everyMinutes: 1440 },
  work: { title: 'Takes the long runs a step further', form: 'timer', everyMinutes: 1 },
  nightly: {
    title: 'Asks Log Analytics for what was missed, and does what is pending',
    form: 'long',
    everyMinutes: 1440,
  },
  'archive-history': { title: 'Reads the blobs that were in the archive before', form: 'long' },
  backfill: { title: 'Asks Log Analytics for a range', form: 'long' },
  'purge-by-hand': { title: 'Purges what was asked for, or erases a value', form: 'long' },
  'by-hand': { title: 'Generates, deletes or regenerates communications', form: 'long' },
} as const satisfies Record<string, RunKindFacts>;

export type RunKind = keyof typeof runKinds;
export type LongKind = { [Kind in RunKind]: (typeof runKinds)[Kind]['form'] extends 'long' ? Kind : never }[RunKind];
export type TimerKind = Exclude<RunKind, LongKind>;
