/** The operations that take what senders deliver. */
import { z } from 'zod';
import { ingestAnswer } from '../answers.ts';
import type { Route } from '../route.ts';
import { ingestSeconds } from './seconds.ts';

const keyQuery = z.strictObject({
  code: z.string().optional().describe('A key of the Functions app, where the header x-functions-key cannot be set.'),
});

const ingestBody = {
  stream: ['application/json', 'application/x-ndjson', 'application/jsonl', 'text/plain', 'application/octet-stream'],
  description:
    'Diagnostic records: one object, an array, {"records": …}, or JSON Lines; enveloped records and flat Log Analytics rows alike. ' +
    'Content-Encoding: gzip is taken.',
} as const;
const ingestProblems = ['unreadable-body', 'body-too-large', 'unsupported-encoding', 'out-of-time'] as const;

export const deliveryRoutes = {
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
} as const satisfies Record<string, Route>;
