/** Call diagnostics updates: early and corrected diagnostics of a call's media streams. */
import {
  callDiagnosticsColumns,
  callDiagnosticsIdentity,
  callDiagnosticsToldApart,
} from './call-diagnostics-columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { callDiagnosticsPart } from './parts/call-quality-part.ts';
import { callUpdatesVersion } from './standard-columns.ts';

export const callDiagnosticsUpdates = defineCategory({
  name: 'CallDiagnosticsUpdates',
  table: 'ACSCallDiagnosticsUpdates',
  slug: 'call-diagnostics-updates',
  title: 'Call diagnostics updates',
  purpose: 'One version of what is known of one media stream of a call; the highest version counts.',
  columns: [...callDiagnosticsColumns, callUpdatesVersion],
  identity: always({ version: 1, columns: [...callDiagnosticsIdentity, 'CallUpdatesVersion'] }),
  shards: always(4),
  part: callDiagnosticsPart,
  toldApart: callDiagnosticsToldApart,
  hints: [
    'Higher versions of a stream come hours or days later; only the highest counts.',
    'Diagnostics tell of streams; when a participant joined and how the call ended is in the call summaries.',
  ],
  example: {
    time: '2026-03-04T10:58:26.730Z',
    resourceId: exampleResource.slice(1),
    correlationId: '2a7b4c90-e61d-4f38-8b05-d93c1f6e7a24',
    operationName: 'CallDiagnostics',
    operationVersion: '1.0',
    category: 'CallDiagnosticsUpdates',
    properties: {
      identifier: 'acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_00000024-1f0a-4b6c-9c3a-2d3e4f5a6b7c',
      participantId: '5f7c9d21-0a8b-4e63-b1f4-c2d6e8a09b35',
      endpointId: '0b7e6a51-6f0e-4e0c-bb5c-8a7b6c5d4e3f',
      endpointType: 'VoIP',
      mediaType: 'Audio',
      streamId: '1482906137',
      streamDirection: 'Outbound',
      transportType: 'UDP',
      codecName: 'SATIN',
      roundTripTimeAvg: '71',
      roundTripTimeMax: '90',
      jitterAvg: '1',
      jitterMax: '6',
      packetLossRateAvg: '0',
      packetLossRateMax: '0',
      healedDataRatioAvg: '0.0021',
      healedDataRatioMax: '0.0137',
      packetUtilization: '88013',
      tpe: 'False',
      callUpdatesVersion: '1',
    },
  },
});
