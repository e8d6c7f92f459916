/** Call diagnostics: one record per media stream of a finished call. */
import {
  callDiagnosticsColumns,
  callDiagnosticsIdentity,
  callDiagnosticsToldApart,
} from './call-diagnostics-columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { callDiagnosticsPart } from './parts/call-quality-part.ts';

export const callDiagnostics = defineCategory({
  name: 'CallDiagnostics',
  table: 'ACSCallDiagnostics',
  slug: 'call-diagnostics',
  title: 'Call diagnostics',
  purpose: 'One media stream of one endpoint of a finished call: how well it got through.',
  columns: callDiagnosticsColumns,
  identity: always({ version: 1, columns: callDiagnosticsIdentity }),
  shards: always(4),
  part: callDiagnosticsPart,
  toldApart: callDiagnosticsToldApart,
  hints: [
    'Diagnostics tell of streams; when a participant joined and how the call ended is in the call summaries.',
    'Which measures a record carries depends on its media type and direction.',
  ],
  example: {
    time: '2026-03-04T10:41:07.218Z',
    resourceId: exampleResource.slice(1),
    correlationId: '6f0d2c1e-53b1-4b7e-9a55-0c7f5c1a2b01',
    operationName: 'CallDiagnostics',
    operationVersion: '1.0',
    category: 'CallDiagnostics',
    properties: {
      identifier: 'acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_00000024-1f0a-4b6c-9c3a-2d3e4f5a6b7c',
      participantId: 'null',
      endpointId: '0b7e6a51-6f0e-4e0c-bb5c-8a7b6c5d4e3f',
      endpointType: 'VoIP',
      mediaType: 'Video',
      streamId: '2741',
      streamDirection: 'Inbound',
      transportType: 'UDP',
      codecName: 'H264',
      roundTripTimeAvg: '96',
      roundTripTimeMax: '151',
      jitterAvg: '3',
      jitterMax: '19',
      jitterBufferSizeAvg: '42',
      jitterBufferSizeMax: '80',
      packetLossRateAvg: '4.718203E-05',
      packetLossRateMax: '0.002140562',
      packetUtilization: '60412',
      videoBitRateAvg: '1180',
      videoBitRateMax: '1630',
      videoFrameRateAvg: '24.7',
      recvResolutionHeight: '720',
      recvFreezeDurationPerMinuteInMs: '12.5',
    },
  },
});
