/** The operations about runs: what the timers and the long operations did, and starting one by hand. */
import { z } from 'zod';
import { runKinds } from '../../runs/run-kinds.ts';
import { bodyProblems } from '../body-problems.ts';
import { pageParameters } from '../page-parameters.ts';
import type { Route } from '../route.ts';
import { runItem, runList } from '../run-answers.ts';
import { minuteAndHalf } from './seconds.ts';

const noQuery = z.strictObject({});
const when = z.union([z.iso.datetime({ offset: true }), z.iso.date()], {
  error: 'must be a date or an instant in UTC, such as 2026-03-01 or 2026-03-01T12:00:00Z',
});

export const runRoutes = {
  'list-runs': {
    method: 'GET',
    path: '/runs',
    authLevel: 'anonymous',
    action: 'read-runs',
    summary: 'List the runs',
    description:
      'Newest first, of the last 90 days. Runs of a timer that found nothing to do share one item, which counts them.',
    query: z.strictObject({
      kind: z
        .string()
        .optional()
        .describe(`Only runs of this kind: ${Object.keys(runKinds).join(', ')}.`),
      ...pageParameters,
    }),
    answer: { description: 'A page of runs.', content: { 'application/json': runList } },
    problems: ['invalid-cursor'],
    seconds: minuteAndHalf,
  },
  'get-run': {
    method: 'GET',
    path: '/runs/{id}',
    authLevel: 'anonymous',
    action: 'read-runs',
    summary: 'Read one run',
    description: 'What it did so far, and why it ended.',
    params: { id: 'The id of the run.' },
    query: noQuery,
    answer: { description: 'The run.', content: { 'application/json': runItem } },
    problems: ['not-found'],
    seconds: minuteAndHalf,
  },
  backfill: {
    method: 'POST',
    path: '/backfill',
    authLevel: 'anonymous',
    action: 'start-backfill',
    summary: 'Ask Log Analytics for a range',
    description: 'Opens a run that takes from the workspace what is not stored yet; the run goes on by itself.',
    query: noQuery,
    body: {
      json: z.strictObject({
        from: when.describe('Start of the range, UTC.'),
        until: when.describe('End of the range, exclusive, UTC.'),
        categories: z
          .array(z.string())
          .min(1)
          .optional()
          .describe('Categories by any of their names; without them all that are switched on.'),
      }),
      description: 'The range, and which categories.',
    },
    answer: {
      description: 'The run.',
      content: { 'application/json': runItem },
      status: 202,
    },
    problems: [...bodyProblems, 'already-running', 'not-configured'],
    seconds: minuteAndHalf,
  },
} as const satisfies Record<string, Route>;
