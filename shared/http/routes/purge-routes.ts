/** The operation that purges by hand. */
import { z } from 'zod';
import { bodyProblems } from '../body-problems.ts';
import type { Route } from '../route.ts';
import { runItem } from '../run-answers.ts';
import { minuteAndHalf } from './seconds.ts';

const mostDays = 36_500;
const aDay = `must be a whole number from 1 to ${mostDays}`;
const anInstant = 'must be a date (2026-03-01) or an instant in UTC (2026-03-01T12:00:00Z)';
const flag = z.boolean({ error: 'must be true or false' }).default(false);

export const purgeRoutes = {
  'purge-by-hand': {
    method: 'POST',
    path: '/purge',
    authLevel: 'anonymous',
    action: 'purge',
    summary: 'Purge by hand, or erase a value',
    description:
      'Opens a run, which goes on by itself; one is under way at a time. What is purged does not come back by any road. ' +
      'The run says at its end what went, and where a value may stand that Commlog cannot reach.',
    query: z.strictObject({}),
    body: {
      json: z.strictObject({
        before: z
          .union([z.iso.date(), z.iso.datetime()], { error: anInstant })
          .optional()
          .describe('Everything that happened before this date or instant (UTC).'),
        days: z
          .int({ error: aDay })
          .min(0, { error: aDay })
          .max(mostDays, { error: aDay })
          .optional()
          .describe('Everything that is older than so many days.'),
        id: z
          .string({ error: 'must be a text' })
          .min(1, { error: 'must not be empty' })
          .optional()
          .describe('A communication with all its records.'),
        value: z
          .string({ error: 'must be a text' })
          .trim()
          .min(1, { error: 'must not be empty' })
          .optional()
          .describe('One identity, number or address, wherever it stands.'),
        mode: z
          .enum(['redact', 'delete'], { error: 'must be redact or delete' })
          .optional()
          .describe(
            'Of a value: redact puts a placeholder in its place and keeps the rest, delete deletes what says it. Without it, redact where others take part.',
          ),
        purgeAll: flag.describe('Must be true where days is 0, or before is this very minute.'),
        dryRun: flag.describe('Only counts what it would do, and changes nothing.'),
      }),
      description: 'What goes: exactly one of before, days, id and value.',
    },
    answer: { description: 'The run.', content: { 'application/json': runItem }, status: 202 },
    problems: [...bodyProblems, 'not-found', 'already-running'],
    seconds: minuteAndHalf,
  },
} as const satisfies Record<string, Route>;
