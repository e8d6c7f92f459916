/** The operations that read communications. */
import { z } from 'zod';
import { priorities } from '../../categories/part.ts';
import { states } from '../../communications/communication.ts';
import { kindNames } from '../../communications/kinds.ts';
import {
  type CommunicationFilterName,
  communicationFilter,
  communicationFilterNames,
} from '../../communications/list/communication-filters.ts';
import { communicationColumnNames } from '../../communications/list/communication-item.ts';
import { communicationAnswer, communicationList } from '../communication-answers.ts';
import { listParameters } from '../list-parameters.ts';
import type { Route } from '../route.ts';
import { exportSeconds, minuteAndHalf } from './seconds.ts';

const filters = Object.fromEntries(
  communicationFilterNames.map((name) => [name, z.string().optional().describe(communicationFilter(name).description)]),
) as Record<CommunicationFilterName, z.ZodOptional<z.ZodString>>;

const { from, until, limit, cursor, count, tz, format, formulas } = listParameters.shape;

export const communicationQueryParameters = z.strictObject({
  ...{ from, until, limit, cursor, count, tz, format, formulas },
  order: z
    .string()
    .optional()
    .describe(
      `-start (newest first, the default), or one of ${communicationColumnNames.join(', ')}, with a hyphen before it for the largest first.`,
    ),
  kind: z
    .string()
    .optional()
    .describe(`${kindNames.join(', ')}; several with commas.`),
  state: z
    .string()
    .optional()
    .describe(`${states.join(', ')}; several with commas.`),
  ...filters,
  since: z
    .string()
    .optional()
    .describe(
      'What was created or changed since, in the order of the changes, each once, up to a minute ago: the next of the last such answer, or beginning.',
    ),
});

/** Letter case does not matter. */
const priority = z.preprocess(
  (given) => priorities.find((one) => typeof given === 'string' && one.toLowerCase() === given.toLowerCase()) ?? given,
  z.enum(priorities, { error: `must be ${priorities.join(', ')}` }).optional(),
);

export const communicationRoutes = {
  'list-communications': {
    method: 'GET',
    path: '/communications',
    authLevel: 'anonymous',
    action: 'read-communications',
    summary: 'List communications',
    description:
      'Calls, e-mails, SMS, chat messages and operations, newest first: what their records tell together. ' +
      'With count=true also how many there are, and how many of each state.',
    query: communicationQueryParameters,
    queryReadBy: 'handler',
    answer: {
      description: 'A page of communications, or all of them as CSV or NDJSON.',
      content: {
        'application/json': communicationList,
        'text/csv': `One line for each communication: ${communicationColumnNames.join(', ')}. Lists have ; between their texts.`,
        'application/x-ndjson': 'One JSON object for each communication.',
      },
    },
    problems: ['invalid-cursor', 'narrow-the-range', 'out-of-time'],
    seconds: exportSeconds,
  },
  'get-communication': {
    method: 'GET',
    path: '/communications/{id}',
    authLevel: 'anonymous',
    action: 'read-communications',
    summary: 'Read one communication',
    description:
      'What became of it, all that its records tell together, and its time line. An id that is obsolete, because what it named ' +
      'turned out to be part of another communication, leads to that one.',
    params: { id: 'The id of the communication, as lists give it.' },
    query: z.strictObject({
      priority: priority.describe('Only entries of this priority and above.'),
      search: z
        .string()
        .min(1, { error: 'must not be empty' })
        .optional()
        .describe('Only entries that have this text; letter case does not matter.'),
    }),
    answer: { description: 'The communication.', content: { 'application/json': communicationAnswer } },
    problems: ['not-found', 'out-of-time'],
    seconds: minuteAndHalf,
  },
} as const satisfies Record<string, Route>;
