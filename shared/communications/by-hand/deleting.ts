/** How far deleting has come: the state it goes on from. */
import { z } from 'zod';

export const deletingSchema = z.object({
  /** Those that started at or after this (ms); without it all. */
  since: z.int().optional(),
  dryRun: z.boolean().default(false),
  /** Where it goes on. */
  after: z.string().optional(),
  /** Communications that were met, and what became of them; the others had moved or were gone. */
  met: z.int().default(0),
  deleted: z.int().default(0),
  failed: z.int().default(0),
});
export type Deleting = z.infer<typeof deletingSchema>;
