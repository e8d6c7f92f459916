/** Call summary updates: early and corrected summaries of a call's participants. */
import { callSummaryColumns, callSummaryIdentity, callSummaryToldApart } from './call-summary-columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { callSummaryPart } from './parts/call-summary-part.ts';
import { callUpdatesVersion } from './standard-columns.ts';

export const callSummaryUpdates = defineCategory({
  name: 'CallSummaryUpdates',
  table: 'ACSCallSummaryUpdates',
  slug: 'call-summary-updates',
  title: 'Call summary updates',
  purpose: 'One version of what is known of one participant of a finished call; the highest version counts.',
  columns: [...callSummaryColumns, callUpdatesVersion],
  identity: always({ version: 1, columns: [...callSummaryIdentity, 'CallUpdatesVersion'] }),
  shards: always(1),
  part: callSummaryPart,
  toldApart: callSummaryToldApart,
  hints: [
    'The first version comes about an hour after the end of the call, higher ones hours or days later.',
    'Telephone numbers of a call are in the usage records (UserIdA, UserIdB), not here.',
    'Updates often arrive labelled CallSummary; they are told by CallUpdatesVersion.',
  ],
  example: {
    time: '2026-03-04T10:58:26.730Z',
    resourceId: exampleResource.slice(1),
    category: 'CallSummary',
    operationName: 'CallSummary',
    operationVersion: '1.0',
    correlationId: '2a7b4c90-e61d-4f38-8b05-d93c1f6e7a24',
    properties: {
      identifier: 'acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_00000024-1f0a-4b6c-9c3a-2d3e4f5a6b7c',
      callStartTime: '2026-03-04T09:20:05.610Z',
      callDuration: 1804,
      callType: 'Group',
      teamsThreadId: '19:meeting_RXhhbXBsZU9ubHk@thread.v2',
      participantId: ' 5f7c9d21-0a8b-4e63-b1f4-c2d6e8a09b35',
      participantStartTime: '2026-03-04T09:20:06.204Z',
      participantDuration: '1801',
      participantEndReason: '0',
      participantEndSubCode: '5300',
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
      callupdatesversion: '2',
    },
  },
});
