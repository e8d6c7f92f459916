/** The operation that says whether anything arrives. */
import { z } from 'zod';
import type { Route } from '../route.ts';
import { statusAnswer } from '../status-answer.ts';

export const statusRoutes = {
  'get-status': {
    method: 'GET',
    path: '/status',
    authLevel: 'anonymous',
    action: 'read-status',
    summary: 'Are ANY records arriving?',
    description: 'One sentence first; then, by resource, category and road, the newest arrival and the last error.',
    query: z.strictObject({}),
    answer: {
      description: 'Records arrive, or nothing is expected yet.',
      content: { 'application/json': statusAnswer },
      alsoStatus: { 503: 'Nothing arrives any more, or storage cannot be asked: the answer says which and why.' },
    },
    problems: [],
    seconds: 10,
  },
} as const satisfies Record<string, Route>;
