/** The shapes of what the operations answer. */
import { z } from 'zod';
import { allCategories } from '../categories/index.ts';
import { communicationItemAnswer } from './communication-answers.ts';
import { problemCodes } from './problems.ts';

const instant = z.iso.datetime().describe('UTC.');
const count = z.int().min(0);
const issue = z.object({ path: z.string(), message: z.string() });
/** Described once per category among the components of the API description. */
const anyRecord = z.unknown().meta({ $ref: '#/components/schemas/Record' });

export const problemBody = z.looseObject({
  type: z.string().describe('urn:commlog:problem: and the code.'),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('What is wrong here, or what to do.'),
  code: z.enum(problemCodes),
  issues: z.array(issue).describe('Every mistake, by the parameter or member that has it.'),
  instance: z.string().describe('The invocation id; the log has a line with it.'),
});

export const ingestAnswer = z.object({
  received: count.describe('Candidates found in the body; the four counts below add up to it.'),
  stored: count,
  duplicate: count.describe('Already stored; nothing was changed.'),
  skipped: count.describe(
    'Not wanted: the category is switched off, the record is past the retention, or no row knows the type of the event.',
  ),
  rejected: count.describe('Not readable as a record; outcomes says why.'),
  differing: count.optional().describe('Of the duplicates, those that say something else than what is stored.'),
  expired: count.optional().describe('Of the skipped, those past the retention.'),
  outcomes: z
    .array(
      z.object({
        index: count,
        outcome: z.string(),
        id: z.string().optional(),
        category: z.string().optional(),
        issues: z.array(issue).optional(),
      }),
    )
    .describe('One for each candidate; of more than 1,000 candidates, the first 1,000 that were not stored.'),
  outcomesTruncated: z.literal(true).optional(),
});

/** A page of a list. */
export const recordList = z.object({
  items: z.array(anyRecord),
  next: z.string().nullable().describe('The cursor of the next page, or null at the end.'),
  total: count.optional(),
  filtered: count.optional(),
  totalIsLowerBound: z.boolean().optional().describe('Both counts stopped early.'),
  searchedTo: instant.optional().describe('The search stopped early: it has looked down to here; next goes on.'),
});

export const recordAnswer = z.looseObject({
  id: z.string(),
  category: z.string(),
  delivered: z.unknown().describe('The JSON as it was delivered, unchanged.'),
  source: z.string().describe('The road by which it came first.'),
  receivedAt: instant,
  origin: z.unknown().optional().describe('Where that road had it, as the partition and offset of an event hub.'),
});

export const findAnswer = z.looseObject({
  items: z.array(anyRecord),
  next: z.string().nullable(),
  searched: z
    .object({
      from: z.string(),
      until: z.string(),
      categories: z.array(z.string()),
      off: z.array(z.string()).describe('Categories that are switched off.'),
    })
    .describe('Where it was looked for.'),
  communications: z
    .array(communicationItemAnswer)
    .describe('Those that the records of this page belong to, at most 50, after the one whose own id was asked for.'),
  communicationsTruncated: z.literal(true).optional().describe('There are more communications than are listed.'),
  hints: z
    .array(z.object({ category: z.string(), hint: z.string() }))
    .optional()
    .describe('Where nothing was found: what each category never carries, those with records first.'),
  searchedTo: instant.optional().describe('The search stopped early: it has looked down to here; next goes on.'),
});

export const categoryItem = z.object({
  name: z.string().describe('The category of the diagnostic setting.'),
  table: z.string().describe('The table in Log Analytics.'),
  slug: z.enum(allCategories.map((category) => category.slug)),
  title: z.string(),
  purpose: z.string(),
  retired: z.boolean(),
  enabled: z.boolean().describe('false: records are counted and not kept.'),
  dropped: z
    .array(z.object({ day: z.iso.date(), count, last: instant }))
    .describe('What was not kept because the category is switched off: the last 30 days, newest first.'),
  newest: z
    .array(z.object({ resource: z.string(), source: z.string(), at: instant }))
    .describe('The newest arrival by resource and road, newest first; true to the minute.'),
});

export const categoryList = z.object({ items: z.array(categoryItem), next: z.null() });

export const healthAnswer = z.object({
  status: z.enum(['ok', 'misconfigured']),
  version: z.string(),
  commit: z.string(),
  settings: z
    .array(z.object({ name: z.string(), message: z.string() }))
    .describe('Settings that are wrong, and how to put them right.'),
});
