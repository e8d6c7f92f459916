/** How far generating has come: the state it goes on from. */
import { z } from 'zod';

/** What it did so far: records, then communications. */
const tallySchema = z.object({
  /** Records of no communication that were met. */
  examined: z.int().default(0),
  /** Of these, those that made none: they do not use up the number that was asked for. */
  unused: z.int().default(0),
  /** Records met that a communication has already. */
  passed: z.int().default(0),
  /** Communications met, by their first keys. */
  met: z.int().default(0),
  produced: z.int().default(0),
  /** They were as their records tell already. */
  same: z.int().default(0),
  /** Their end is not there yet; the directory did not answer; they began and never ended. */
  waiting: z.int().default(0),
  unnamed: z.int().default(0),
  stale: z.int().default(0),
  /** There was nothing to make: past the retention, or erased meanwhile. */
  nothing: z.int().default(0),
  failed: z.int().default(0),
});
export type GeneratingTally = z.infer<typeof tallySchema>;

export const generatingSchema = z.object({
  /** So many records that are in no communication are taken, … */
  count: z.int().optional(),
  /** … or all not older than this (ms). */
  since: z.int().optional(),
  dryRun: z.boolean().default(false),
  /** The place up to which it looked: time, identity, slug. */
  after: z.tuple([z.int(), z.string(), z.string()]).optional(),
  /** Names of keys met last: taken, and not to be gathered. */
  taken: z.array(z.string()).readonly().default([]),
  broken: z.array(z.string()).readonly().default([]),
  tally: tallySchema.default(() => tallySchema.parse({})),
});
export type Generating = z.infer<typeof generatingSchema>;

/** A state has less than 32 Ki characters. */
export const mostRemembered = 150;
