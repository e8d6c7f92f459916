/** Call summaries: one record per participant of a finished call. */
import { callSummaryColumns, callSummaryIdentity, callSummaryToldApart } from './call-summary-columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { callSummaryPart } from './parts/call-summary-part.ts';

export const callSummary = defineCategory({
  name: 'CallSummary',
  table: 'ACSCallSummary',
  slug: 'call-summary',
  title: 'Call summaries',
  purpose: 'One participant of one finished call: who, when, how long, how it ended.',
  columns: callSummaryColumns,
  identity: always({ version: 1, columns: callSummaryIdentity }),
  shards: always(1),
  part: callSummaryPart,
  toldApart: callSummaryToldApart,
  hints: [
    'A call has one record per participant; the duration of the call stands in each of them.',
    'Telephone numbers of a call are in the usage records (UserIdA, UserIdB), not here.',
    'A summary comes only when the call is complete, hours after its end; its updates come earlier.',
  ],
  example: {
    time: '2026-03-04T10:41:07.218Z',
    resourceId: exampleResource.slice(1),
    category: 'CallSummary',
    operationName: 'CallSummary',
    operationVersion: '1.0',
    correlationId: '6f0d2c1e-53b1-4b7e-9a55-0c7f5c1a2b01',
    properties: {
      identifier: 'acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_00000024-1f0a-4b6c-9c3a-2d3e4f5a6b7c',
      callStartTime: '2026-03-04T09:58:31.004Z',
      callDuration: 412,
      callType: 'P2P',
      teamsThreadId: 'null',
      participantId: 'null',
      participantStartTime: '2026-03-04T09:58:32.118Z',
      participantDuration: '410',
      participantEndReason: '0',
      participantEndSubCode: '0',
      resultCategory: 'Success',
      participantTenantId: '0f3b6d82-5a1c-4e97-b8d4-7c2e9a6f1035',
      participantType: 'ACS',
      pstnParticipantCallType: 'null',
      endpointId: '0b7e6a51-6f0e-4e0c-bb5c-8a7b6c5d4e3f',
      endpointType: 'VoIP',
      sdkVersion: '1.21.0.0',
      osVersion: 'Windows 10.0.22631 Arch: x64',
      diagnosticOptions: '{"tags":["front-desk"]}',
      callDebuggingInfo: '{"links":[]}',
      tpe: 'False',
    },
  },
});
