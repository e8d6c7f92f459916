/** The operations that read call logs. */
import { z } from 'zod';
import { callLogColumnNames } from '../../communications/call-logs/call-log-columns.ts';
import {
  type CallLogFilterName,
  callLogFilter,
  callLogFilterNames,
} from '../../communications/call-logs/call-log-filters.ts';
import { callsProfileColumns } from '../../communications/call-logs/calls-profile.ts';
import { callLogProfiles } from '../../communications/call-logs/read-call-log-query.ts';
import { callLogList } from '../call-log-answers.ts';
import { listParameters } from '../list-parameters.ts';
import type { Route } from '../route.ts';
import { exportSeconds } from './seconds.ts';

const filters = Object.fromEntries(
  callLogFilterNames.map((name) => [name, z.string().optional().describe(callLogFilter(name).description)]),
) as Record<CallLogFilterName, z.ZodOptional<z.ZodString>>;

const { from, until, limit, cursor, tz, format, formulas } = listParameters.shape;

export const callLogQueryParameters = z.strictObject({
  ...{ from, until, limit, cursor },
  offset: z.coerce
    .number()
    .int()
    .min(0)
    .max(20_000)
    .optional()
    .describe('Calls to pass over; beyond 20,000, and for pages that do not move, there is cursor.'),
  order: z
    .string()
    .optional()
    .describe(
      `The field to order by, start unless said otherwise: ${callLogColumnNames.join(', ')}. A hyphen before it: the largest first.`,
    ),
  direction: z.enum(['asc', 'desc']).optional().describe('Of the order: desc, the default, has the largest first.'),
  ...filters,
  count: z.stringbool().optional().describe('false: without total and filtered.'),
  ...{ tz, format },
  profile: z
    .enum(callLogProfiles)
    .optional()
    .describe(`Of CSV: full, or calls, which has ${callsProfileColumns.join(', ')} as in the call logs of Wazo.`),
  formulas,
});

export const callRoutes = {
  'list-call-logs': {
    method: 'GET',
    path: '/call-logs',
    authLevel: 'anonymous',
    action: 'read-communications',
    summary: 'List call logs',
    description:
      'Calls, newest first, with the parameters and fields that Wazo has: who called, whom the call was meant for, and who got it. ' +
      'Nothing is left out unless it is asked for: blocked calls are listed too.',
    query: callLogQueryParameters,
    queryReadBy: 'handler',
    answer: {
      description: 'A page of call logs, or all of them as CSV or NDJSON.',
      content: {
        'application/json': callLogList,
        'text/csv':
          `One line for each call. profile=full: ${callLogColumnNames.join(', ')}; lists have ; between their texts. ` +
          `profile=calls: ${callsProfileColumns.join(', ')}; the date is that of the zone, without offset. ` +
          'A cell that begins as a formula does, as +12065550117, gets an apostrophe before it unless formulas=keep.',
        'application/x-ndjson': 'One JSON object for each call.',
      },
    },
    problems: ['invalid-cursor', 'narrow-the-range', 'out-of-time'],
    seconds: exportSeconds,
  },
} as const satisfies Record<string, Route>;
