/** The operations that make, delete and make again communications by hand. */
import { z } from 'zod';
import { bodyProblems } from '../body-problems.ts';
import type { Route } from '../route.ts';
import { runItem } from '../run-answers.ts';
import { minuteAndHalf } from './seconds.ts';

const mostDays = 36_500;
const aCount = 'must be a whole number, at least 1';
const aDay = `must be a whole number from 1 to ${mostDays}`;
const days = z.int({ error: aDay }).min(1, { error: aDay }).max(mostDays, { error: aDay });
const dryRun = z
  .boolean({ error: 'must be true or false' })
  .default(false)
  .describe('Only counts what it would do, and changes nothing.');

const common = {
  method: 'POST',
  authLevel: 'anonymous',
  action: 'change-communications',
  query: z.strictObject({}),
  answer: { description: 'The run.', content: { 'application/json': runItem }, status: 202 },
  problems: [...bodyProblems, 'already-running'],
  seconds: minuteAndHalf,
} as const;

const oneAtATime = 'Opens a run, which goes on by itself; one such run is under way at a time.';

export const byHandRoutes = {
  generate: {
    ...common,
    path: '/call-logs/generate',
    summary: 'Generate communications',
    description: `Makes communications of the newest records that are in none. ${oneAtATime}`,
    body: {
      json: z.strictObject({
        count: z
          .int({ error: aCount })
          .min(1, { error: aCount })
          .optional()
          .describe('How many records that are in no communication are taken; 20,000 without count and days.'),
        days: days.optional().describe('Instead: all of the last so many days.'),
        dryRun,
      }),
      description: 'Which records. Without a body the newest 20,000.',
      optional: true,
    },
  },
  'delete-communications': {
    ...common,
    path: '/call-logs/delete',
    summary: 'Delete communications',
    description: `Deletes communications, so that they can be generated again with the same ids; records stay. ${oneAtATime}`,
    body: {
      json: z.strictObject({
        days: days.optional().describe('Those that started within the last so many days.'),
        all: z.literal(true, { error: 'must be true' }).optional().describe('Instead: all.'),
        dryRun,
      }),
      description: 'Which communications: days or all.',
      optional: true,
    },
  },
  regenerate: {
    ...common,
    path: '/call-logs/regenerate',
    summary: 'Regenerate communications',
    description: `Gathers communications again by today’s directory, each replaced once the new one is there, then what is in none. ${oneAtATime}`,
    body: {
      json: z.strictObject({
        days: days.optional().describe('Those that started within the last so many days; it must be given.'),
        dryRun,
      }),
      description: 'Which communications: days.',
      optional: true,
    },
  },
} as const satisfies Record<string, Route>;
