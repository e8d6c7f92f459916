/** The shape of a run in answers. */
import { z } from 'zod';
import { failureClasses } from '../source-failure.ts';

const instant = z.iso.datetime().describe('UTC.');
const count = z.int().min(0);

export const runItem = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  started: instant,
  ended: instant.nullable(),
  by: z.string().describe('Who started it: timer (also when a timer was started by hand), or a principal.'),
  times: count.optional().describe('How many runs in a row found nothing to do; they share this item.'),
  since: instant.optional().describe('When the first of them began.'),
  examined: count,
  stored: count,
  duplicate: count,
  skipped: count,
  rejected: count,
  failed: count,
  reason: z
    .object({ class: z.enum([...Object.keys(failureClasses), 'interrupted', 'internal', 'note']), words: z.string() })
    .nullable(),
  progress: z.record(z.string(), z.unknown()).nullable().describe('How far it is, in the numbers of its kind.'),
  next: z.unknown().nullable().describe('Where it goes on, in a form of its own that may change.'),
});

export const runList = z.object({ items: z.array(runItem), next: z.string().nullable() });
