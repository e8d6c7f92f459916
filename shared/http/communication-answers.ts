/** The shapes of communications in answers; the columns of the list come from their table. */
import { z } from 'zod';
import { states } from '../communications/communication.ts';
import {
  type CommunicationColumnName,
  communicationColumn,
  communicationColumnNames,
} from '../communications/list/communication-item.ts';

const count = z.int().min(0);
const instant = z.string().describe('An instant; UTC unless tz says otherwise.');
const cell = { text: z.string(), number: z.number(), time: instant, list: z.array(z.string()) } as const;
const always: readonly CommunicationColumnName[] = [
  ...(['id', 'kind', 'state', 'outcome', 'start', 'from', 'to', 'priority', 'tags', 'records', 'categories'] as const),
];

const shape = Object.fromEntries(
  communicationColumnNames.map((name) => {
    const { type, description } = communicationColumn(name);
    const described = cell[type].describe(description);
    return [name, always.includes(name) ? described : described.optional()];
  }),
);

export const communicationItemAnswer = z.object({
  ...shape,
  change: z.enum(['created', 'updated']).optional().describe('With since: what happened.'),
  changed: instant.optional().describe('With since: when it was changed last.'),
});

export const communicationList = z.object({
  items: z.array(communicationItemAnswer),
  next: z.string().nullable().describe('The cursor of the next page, or null at the end; with since always one.'),
  total: count.optional().describe('Those of the range and the kinds, whatever the other filters.'),
  filtered: count.optional().describe('Those that match.'),
  totalIsLowerBound: z.boolean().optional().describe('The counts stopped early: there may be more.'),
  states: z
    .record(z.enum(states), count)
    .optional()
    .describe('Those that match but for the filter by state, by state.'),
  searchedTo: instant.optional().describe('The search stopped early: it has looked down to here; next goes on.'),
});

const entry = z.object({
  number: count,
  at: instant,
  priority: z.string(),
  module: z.string().describe('The category and the operation.'),
  object: z.enum(['Connection', 'Message']).optional(),
  text: z.string(),
  record: z.string().optional().describe('The id of the record.'),
  gapSeconds: z.number().optional().describe('Since the entry before, where it is a second or more.'),
  outcome: z.string().optional().describe('Of the last entry: the code of the outcome.'),
});

export const communicationAnswer = z.object({
  outcome: z.object({
    code: z.string(),
    sentence: z.string(),
    next: z.string().describe('What to do.'),
    final: z.boolean().describe('Whether it stays so unless something is done.'),
  }),
  communication: z
    .looseObject({ id: z.string(), kind: z.string(), state: z.string(), start: instant })
    .describe('The item of the list, with parties, delivery, engagement, call, usage, facts, ids, objects and links.'),
  entries: z.array(entry).describe('The time line; its last entry is the outcome.'),
  entriesShown: count,
  entriesTotal: count,
  records: z
    .array(
      z.object({
        id: z.string(),
        source: z.string().describe('The road by which it came first.'),
        category: z.string(),
        TimeGenerated: z.string(),
        OperationName: z.string().optional(),
        ResultType: z.string().optional(),
        path: z.string().describe('Where the record is read whole.'),
      }),
    )
    .describe('At most 1,000.'),
  sources: z
    .array(z.object({ source: z.string(), records: count }))
    .describe('The roads by which its records came first, the one with the most before the others.'),
  truncated: z.literal(true).optional().describe('More records belong to it than are listed.'),
  details: z
    .array(z.object({ category: z.string(), records: count, isLowerBound: z.literal(true).optional() }))
    .describe('Categories that are only detail, such as media statistics, with how many records there are.'),
});
