/** The operation that examines the installation. */
import { z } from 'zod';
import { doctorAnswer } from '../doctor-answers.ts';
import type { Route } from '../route.ts';

export const doctorRoutes = {
  'examine-installation': {
    method: 'GET',
    path: '/doctor',
    authLevel: 'anonymous',
    action: 'examine-installation',
    summary: 'What is wrong with this installation, and what to do about it?',
    description:
      'Examines every link with the identities and settings of the app: its storage, the archive, the workspace, the roads, the timers. What does not answer within some seconds says so.',
    query: z.strictObject({}),
    answer: {
      description: 'What each check found; that something is wrong is no error of this operation.',
      content: { 'application/json': doctorAnswer },
    },
    problems: [],
    seconds: 30,
  },
} as const satisfies Record<string, Route>;
