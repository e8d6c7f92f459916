/** The operations that read records. */
import { z } from 'zod';
import { findAnswer, recordAnswer, recordList } from '../answers.ts';
import { listParameters, rangeParameters } from '../list-parameters.ts';
import type { Route } from '../route.ts';
import { exportSeconds, minuteAndHalf } from './seconds.ts';

const noQuery = z.strictObject({});

export const recordRoutes = {
  'list-records': {
    method: 'GET',
    path: '/records',
    authLevel: 'anonymous',
    action: 'read-records',
    summary: 'List records',
    description:
      'Newest first. Any column of a category is a filter: ResultType=Failed, DurationMs.gte=1000. ' +
      'Operators: eq (default), ne, lt, lte, gt, gte, in, startsWith, exists.',
    query: listParameters,
    queryReadBy: 'handler',
    answer: {
      description: 'A page of records, or all of them as CSV or NDJSON.',
      content: {
        'application/json': recordList,
        'text/csv': 'One line for each record; the columns are fixed for each category.',
        'application/x-ndjson': 'One JSON object for each record.',
      },
    },
    problems: ['invalid-cursor', 'narrow-the-range', 'out-of-time'],
    seconds: exportSeconds,
  },
  'get-record': {
    method: 'GET',
    path: '/records/{id}',
    authLevel: 'anonymous',
    action: 'read-records',
    summary: 'Read one record',
    description: 'The columns, the JSON as it was delivered, and by which road and when it came.',
    params: { id: 'The id of the record, as lists give it.' },
    query: noQuery,
    answer: { description: 'The record.', content: { 'application/json': recordAnswer } },
    problems: ['not-found'],
    seconds: minuteAndHalf,
  },
  find: {
    method: 'GET',
    path: '/find',
    authLevel: 'anonymous',
    action: 'read-records',
    summary: 'Find everything that carries a value',
    description:
      'An id, telephone number, e-mail address, identity or IP address, in any of the forms in which people write it.',
    query: rangeParameters.extend({ value: z.string().min(1).describe('What to look for.') }),
    queryReadBy: 'handler',
    answer: {
      description: 'What was found, and where it was looked for.',
      content: { 'application/json': findAnswer },
    },
    problems: ['invalid-cursor', 'narrow-the-range', 'out-of-time'],
    seconds: minuteAndHalf,
  },
} as const satisfies Record<string, Route>;
