/** The operations that show settings and change those that operators change while Commlog runs. */
import { z } from 'zod';
import { bodyProblems } from '../body-problems.ts';
import type { Route } from '../route.ts';
import { settingItemAnswer, settingList } from '../setting-answers.ts';
import { minuteAndHalf } from './seconds.ts';

const common = {
  path: '/settings/{name}',
  authLevel: 'anonymous',
  params: { name: 'The name: retention, categories, or that of an app setting.' },
  query: z.strictObject({}),
  seconds: minuteAndHalf,
} as const;

export const settingRoutes = {
  'list-settings': {
    method: 'GET',
    path: '/settings',
    authLevel: 'anonymous',
    action: 'read-settings',
    summary: 'List the settings',
    description: 'Each with its value, where that comes from, and what it does. Secrets are never shown.',
    query: z.strictObject({}),
    answer: { description: 'All settings.', content: { 'application/json': settingList } },
    problems: [],
    seconds: minuteAndHalf,
  },
  'get-setting': {
    ...common,
    method: 'GET',
    action: 'read-settings',
    summary: 'Show a setting',
    description: 'Of one that is changed here, the ETag names the value: whoever changes it sends that as If-Match.',
    answer: { description: 'The setting.', content: { 'application/json': settingItemAnswer } },
    problems: ['not-found'],
  },
  'put-setting': {
    ...common,
    method: 'PUT',
    action: 'change-settings',
    summary: 'Change a setting',
    description:
      'Takes the whole value, and If-Match with the ETag that was read (or * for whatever it is now). Every instance follows within a minute.',
    body: {
      json: z.record(z.string(), z.unknown()),
      description:
        'The value: of retention {"days", "categories", "successfulDays", "auditDays"}, of categories {"off"}.',
    },
    answer: { description: 'The setting as it is now.', content: { 'application/json': settingItemAnswer } },
    problems: [...bodyProblems, 'not-found', 'precondition-required', 'precondition-failed'],
  },
} as const satisfies Record<string, Route>;
