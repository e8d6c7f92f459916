/** How far regenerating has come: the state it goes on from. */
import { z } from 'zod';
import { generatingSchema } from './generating.ts';

export const regeneratingSchema = z.object({
  /** First those that are there, then the records that are in none. */
  phase: z.enum(['again', 'generate']).default('again'),
  /** Those that started at or after this (ms). */
  since: z.int(),
  dryRun: z.boolean().default(false),
  /** Where it goes on with those that are there. */
  after: z.string().optional(),
  /** Communications that were met, and what became of them. */
  met: z.int().default(0),
  changed: z.int().default(0),
  same: z.int().default(0),
  /** None of their records is there any more. */
  gone: z.int().default(0),
  failed: z.int().default(0),
  /** The directory could not be read at some time. */
  namesKept: z.boolean().default(false),
  generating: generatingSchema,
});
export type Regenerating = z.infer<typeof regeneratingSchema>;
