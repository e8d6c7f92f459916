/** The query parameters that lists have in common. */
import { z } from 'zod';

/** A range of time and a place in it. */
export const rangeParameters = z.strictObject({
  from: z.string().optional().describe('Start of the range, inclusive: an instant or a date.'),
  until: z.string().optional().describe('End of the range, exclusive: an instant or a date.'),
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe('Items on a page.'),
  cursor: z.string().min(1).optional().describe('The next of the previous page.'),
});

/** Beside these, any column of the chosen category is a parameter, alone or with an operator after a dot. */
export const listParameters = rangeParameters
  .extend({
    category: z
      .string()
      .optional()
      .describe('The category: wire name, alias, table or slug. Several with commas, or repeated.'),
    search: z
      .string()
      .min(1)
      .optional()
      .describe('Only records that have this text in a text column; letter case does not matter.'),
    order: z
      .string()
      .optional()
      .describe(
        '-start (newest first, the default), start, or a column, with a hyphen before it for the largest first.',
      ),
    resource: z.string().optional().describe('The ACS resource: its id or its name.'),
    count: z.stringbool().optional().describe('true: with total and filtered.'),
    tz: z
      .string()
      .optional()
      .describe('The IANA time zone of the times in the answer; else that of the setting TIME_ZONE.'),
    format: z.enum(['json', 'csv', 'ndjson']).optional().describe('Instead of the Accept header.'),
    formulas: z
      .enum(['keep', 'neutralise'])
      .optional()
      .describe('keep: cells of CSV may begin as formulas do; otherwise such a cell gets an apostrophe before it.'),
  })
  .catchall(z.string());
