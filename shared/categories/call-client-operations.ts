/** Call client operations: what the calling SDK did and noticed on a client. */
import { id, json, long, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { callClientPart } from './parts/call-step-parts.ts';
import {
  callClientTimeStamp,
  callId,
  clientInstanceId,
  endpointId,
  participantId,
  resultSignature,
  sdkVersion,
  seedCategory,
  timeGenerated,
  userAgent,
} from './standard-columns.ts';

export const callClientOperations = defineCategory({
  name: 'CallClientOperations',
  table: 'ACSCallClientOperations',
  slug: 'call-client-operations',
  title: 'Call client operations',
  purpose: 'One operation or user-facing diagnostic of the calling SDK on a client.',
  columns: [
    timeGenerated,
    seedCategory,
    callClientTimeStamp,
    // OperationType is a column of its own here, elsewhere another name of OperationName.
    word('OperationName', 'The operation that the record is about.'),
    word('OperationType', 'Kind of the operation.', { vocabulary: ['client-api-request', 'client-api-event'] }),
    id('OperationId', 'Identifies the operation.'),
    word('ResultType', 'How the operation ended.', {
      vocabulary: ['Succeeded', 'Failed', 'Success', 'ExpectedError', 'UnexpectedClientError', 'UnexpectedServerError'],
    }),
    resultSignature,
    long('DurationMs', 'How long the operation took.', { unit: 'milliseconds' }),
    callId,
    participantId,
    endpointId,
    clientInstanceId,
    json('OperationPayload', 'What else the client says of the operation; it may name participants.', {
      personal: 'text',
    }),
    sdkVersion,
    userAgent,
  ],
  identity: always({ version: 1, columns: ['CallClientTimeStamp', 'OperationId', 'CallId'] }),
  shards: always(4),
  part: callClientPart,
  hints: [
    'Only clients with the calling SDK report; telephones and bots send nothing.',
    'The call is named by CallId; there is no CorrelationId.',
    'Clients report late: hours can lie between CallClientTimeStamp and TimeGenerated.',
  ],
  example: {
    time: '2026-03-04T11:20:31.400Z',
    resourceId: exampleResource,
    category: 'CallClientOperations',
    operationName: 'Join',
    properties: {
      callClientTimeStamp: '2026-03-04T09:58:31.377Z',
      operationType: 'client-api-request',
      operationId: 'd0e4b861-2c97-4f5a-83b6-9e1f7a5c3d08',
      resultType: 'Succeeded',
      resultSignature: '200',
      durationMs: '642',
      callId: '6f0d2c1e-53b1-4b7e-9a55-0c7f5c1a2b01',
      participantId: '5f7c9d21-0a8b-4e63-b1f4-c2d6e8a09b35',
      endpointId: '0b7e6a51-6f0e-4e0c-bb5c-8a7b6c5d4e3f',
      clientInstanceId: '7e9a1c5d-3b08-4d62-a4f7-c6d8e0b2915f',
      operationPayload: '{"Source":"local","StreamType":"Audio"}',
      sdkVersion: '1.21.1.0_stable',
      userAgent: 'azsdk-js-communication-calling/1.21.1 Mozilla/5.0 (X11; Linux x86_64) Firefox/136.0',
    },
  },
});
