/** Every HTTP operation: function options, access check, parameter checks and the API description are derived from these rows. */
import { z } from 'zod';
import {
  categoryItem,
  categoryList,
  findAnswer,
  healthAnswer,
  ingestAnswer,
  recordAnswer,
  recordList,
} from './answers.ts';
import { listParameters, rangeParameters } from './list-parameters.ts';
import type { Route } from './route.ts';

const noQuery = z.strictObject({});
const keyQuery = z.strictObject({
  code: z.string().optional().describe('A key of the Functions app, where the header x-functions-key cannot be set.'),
});
const minuteAndHalf = 90;
const ingestSeconds = 150;
/** An export ends by itself after 150 s and says so; Azure breaks an answer off after 230 s. */
const exportSeconds = 170;

const ingestBody = {
  stream: ['application/json', 'application/x-ndjson', 'application/jsonl', 'text/plain', 'application/octet-stream'],
  description:
    'Diagnostic records: one object, an array, {"records": …}, or JSON Lines; enveloped records and flat Log Analytics rows alike. ' +
    'Content-Encoding: gzip is taken.',
} as const;
const ingestProblems = ['unreadable-body', 'body-too-large', 'unsupported-encoding', 'out-of-time'] as const;

/** Names are those of the Azure functions and of the audit's operations. */
export const routes = {
  ingest: {
    method: 'POST',
    path: '/ingest',
    authLevel: 'function',
    action: 'anonymous',
    summary: 'Take diagnostic records',
    description: 'Stores each record once and says what became of every candidate. Sending again is harmless.',
    query: keyQuery,
    body: ingestBody,
    answer: { description: 'The body could be read.', content: { 'application/json': ingestAnswer } },
    problems: ingestProblems,
    seconds: ingestSeconds,
  },
  'ingest-category': {
    method: 'POST',
    path: '/ingest/{category}',
    authLevel: 'function',
    action: 'anonymous',
    summary: 'Take diagnostic records of one category',
    description: 'As /ingest, for bodies whose records do not name their category.',
    params: { category: 'The category: wire name, alias, table or slug.' },
    query: keyQuery,
    body: ingestBody,
    answer: { description: 'The body could be read.', content: { 'application/json': ingestAnswer } },
    problems: [...ingestProblems, 'not-found'],
    seconds: ingestSeconds,
  },
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
    problems: [
      'invalid-body',
      'unreadable-body',
      'unsupported-media-type',
      'unsupported-encoding',
      'body-too-large',
      'not-found',
      'conflict',
    ],
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

export type RouteName = keyof typeof routes;

/** The row of a name, with the type that all rows share. */
export function routeNamed(name: RouteName): Route {
  return routes[name];
}

/** All names, in the order of the table. */
export const routeNames = Object.keys(routes) as readonly RouteName[];
