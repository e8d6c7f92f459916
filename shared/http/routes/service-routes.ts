/** The operations about Commlog itself: its categories, its health, its description. */
import { z } from 'zod';
import { categoryItem, categoryList, healthAnswer } from '../answers.ts';
import { bodyProblems } from '../body-problems.ts';
import type { Route } from '../route.ts';
import { minuteAndHalf } from './seconds.ts';

const noQuery = z.strictObject({});

export const serviceRoutes = {
  'list-categories': {
    method: 'GET',
    path: '/categories',
    authLevel: 'anonymous',
    action: 'read-categories',
    summary: 'List the categories',
    description: 'What each says, whether it is switched on, what was dropped, and when records last arrived.',
    query: noQuery,
    answer: { description: 'All categories.', content: { 'application/json': categoryList } },
    problems: [],
    seconds: minuteAndHalf,
  },
  'switch-category': {
    method: 'PUT',
    path: '/categories/{name}',
    authLevel: 'anonymous',
    action: 'switch-categories',
    summary: 'Switch a category on or off',
    description:
      'Every instance follows within a minute. Records of a category that is switched off are counted and not kept.',
    params: { name: 'The category: wire name, alias, table or slug.' },
    query: noQuery,
    body: {
      json: z.strictObject({ enabled: z.boolean().describe('Whether its records are kept.') }),
      description: 'What it shall be.',
    },
    answer: { description: 'The category as it is now.', content: { 'application/json': categoryItem } },
    problems: [...bodyProblems, 'not-found', 'conflict'],
    seconds: minuteAndHalf,
  },
  health: {
    method: 'GET',
    path: '/health',
    authLevel: 'anonymous',
    action: 'anonymous',
    summary: 'Is it up, and are its settings right?',
    description: 'Names every setting that is wrong. Asks nothing of storage.',
    query: noQuery,
    answer: {
      description: 'Up.',
      content: { 'application/json': healthAnswer },
      alsoStatus: { 503: 'Up, but settings are wrong: every other operation answers settings-invalid.' },
    },
    problems: [],
    seconds: minuteAndHalf,
    worksMisconfigured: true,
  },
  'get-openapi': {
    method: 'GET',
    path: '/openapi.json',
    authLevel: 'anonymous',
    action: 'read-api',
    summary: 'Describe this API',
    description: 'This document.',
    query: noQuery,
    answer: {
      description: 'An OpenAPI 3.1 document.',
      content: { 'application/json': z.looseObject({ openapi: z.string() }) },
    },
    problems: [],
    seconds: minuteAndHalf,
  },
} as const satisfies Record<string, Route>;
