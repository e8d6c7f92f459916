/** The parameters of a page, for lists that `endpoint` reads the parameters of. */
import { z } from 'zod';

const aLimit = 'must be a whole number from 1 to 1000';

export const pageParameters = {
  limit: z.coerce
    .number({ error: aLimit })
    .int({ error: aLimit, abort: true })
    .min(1, { error: aLimit })
    .max(1000, { error: aLimit })
    .default(100)
    .describe('How many items a page has.'),
  cursor: z.string().min(1).optional().describe('The next of the page before.'),
};
