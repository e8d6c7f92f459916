/** The shape of what an examination of the installation found. */
import { z } from 'zod';

export const doctorAnswer = z.object({
  items: z
    .array(
      z.object({
        check: z.string().describe('The name of the check.'),
        title: z.string().describe('What was examined.'),
        state: z
          .enum(['ok', 'warning', 'failed', 'off'])
          .describe('warning: look at it. failed: something does not work. off: not set up, which may be meant so.'),
        finding: z.string().describe('What was found, in sentences.'),
        remedy: z.string().optional().describe('What to do; absent where all is well.'),
      }),
    )
    .describe('All checks, in the order of the links of an installation.'),
  next: z.null(),
});
