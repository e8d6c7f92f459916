/** Job Router operations: requests about jobs, workers, queues and policies. */
import { id, real, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { requestPart } from './parts/operation-parts.ts';
import {
  callerIpAddress,
  correlationId,
  level,
  operationName,
  operationVersion,
  resultDescription,
  resultSignature,
  resultType,
  sdkType,
  seedCategory,
  timeGenerated,
  uri,
} from './standard-columns.ts';

export const jobRouter = defineCategory({
  name: 'JobRouterOperational',
  table: 'ACSJobRouterIncomingOperations',
  slug: 'job-router',
  title: 'Job Router operations',
  purpose: 'One request to the Job Router about a job, worker, queue or policy.',
  columns: [
    timeGenerated,
    seedCategory,
    operationName,
    operationVersion,
    correlationId,
    resultType,
    resultSignature,
    resultDescription,
    real('DurationMs', 'How long the operation took.', { unit: 'milliseconds' }),
    callerIpAddress,
    level,
    uri,
    id('EntityId', 'Identifies the job, worker, queue or policy.'),
    word('EntityType', 'Which of them it is.'),
    sdkType,
  ],
  identity: always({ version: 1, columns: ['EntityId', 'EntityType'] }),
  shards: always(1),
  part: requestPart,
  hints: ['Labels, tags and notes of jobs and workers are never logged.'],
  example: {
    time: '2026-03-04T15:27:48.0091837Z',
    resourceId: exampleResource,
    category: 'JobRouterOperational',
    operationName: 'UpsertJob',
    operationVersion: '2023-11-01',
    resultType: 'Succeeded',
    resultSignature: '201',
    resultDescription: 'Created',
    durationMs: '88.2417',
    callerIpAddress: '203.0.113.24',
    level: 'Informational',
    correlationId: '9c4e2b7a-5d10-4f83-a6b9-3e8f7d1c0b52',
    uri: 'https://talk.communication.azure.com/routing/jobs/refund-7741?api-version=2023-11-01',
    properties: {
      entityId: 'refund-7741',
      entityType: 'Job',
      sdkType: 'azsdk-net-Communication.JobRouter',
    },
  },
});
