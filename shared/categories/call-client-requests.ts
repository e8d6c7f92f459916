/** Call client requests: what the calling service answered to clients. */
import { json, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { callRequestPart } from './parts/call-step-parts.ts';
import {
  category,
  correlationId,
  durationMs,
  level,
  operationName,
  resultSignature,
  timeGenerated,
} from './standard-columns.ts';

export const callClientRequests = defineCategory({
  name: 'CallClientServiceRequestAndOutcome',
  table: 'ACSCallClientServiceRequestAndOutcome',
  slug: 'call-client-requests',
  title: 'Call client requests and outcomes',
  purpose: 'One request of a calling client to the service, and how the service answered.',
  columns: [
    timeGenerated,
    operationName,
    category,
    correlationId,
    word('ResultType', 'How the request ended.', {
      vocabulary: ['Succeeded', 'Failed', 'Success', 'ExpectedError', 'UnexpectedClientError', 'UnexpectedServerError'],
    }),
    resultSignature,
    durationMs,
    level,
    json('Properties', 'What else is known of the request.', { personal: 'text' }),
  ],
  identity: always({ version: 1, columns: [] }),
  shards: always(1),
  part: callRequestPart,
  rest: 'Properties',
  hints: ['Apart from CorrelationId these records carry no ids in columns of their own; look into Properties.'],
  example: {
    time: '2026-03-04T09:58:30.8830274Z',
    resourceId: exampleResource,
    category: 'CallClientServiceRequestAndOutcome',
    operationName: 'JoinCall',
    resultType: 'Succeeded',
    resultSignature: '200',
    durationMs: '187',
    level: 'Informational',
    correlationId: '6f0d2c1e-53b1-4b7e-9a55-0c7f5c1a2b01',
    properties: { requestKind: 'join', region: 'westeurope', attempts: 1 },
  },
});
