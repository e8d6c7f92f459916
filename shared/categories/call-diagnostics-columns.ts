/** The columns that a call's stream diagnostics and their updates share. */
import { int, long, real, word } from './columns.ts';
import {
  category,
  correlationId,
  endpointId,
  endpointType,
  identifier,
  operationOf,
  operationVersion,
  participantId,
  timeGenerated,
  tpe,
} from './standard-columns.ts';

const milliseconds = { unit: 'milliseconds' };
const share = { unit: 'share of 1' };
const kilobits = { unit: 'kilobits per second' };

export const callDiagnosticsColumns = [
  timeGenerated,
  operationOf('CallDiagnostics'),
  operationVersion,
  category,
  correlationId,
  identifier,
  participantId,
  endpointId,
  endpointType,
  word('MediaType', 'What the stream carries; VBSS is a shared screen.', {
    vocabulary: ['Audio', 'Video', 'VBSS', 'AppSharing'],
  }),
  long('StreamId', 'Identifies the stream within the call and its media type.'),
  word('StreamDirection', 'Whether the endpoint received or sent the stream.', { vocabulary: ['Inbound', 'Outbound'] }),
  word('TransportType', 'The protocol that carried the stream.', { vocabulary: ['UDP', 'TCP', 'Unrecognized'] }),
  word('CodecName', 'How the stream was encoded.'),
  int('RoundTripTimeAvg', 'Average time to the other side and back.', milliseconds),
  int('RoundTripTimeMax', 'Longest time to the other side and back.', milliseconds),
  int('JitterAvg', 'Average variation between packets.', milliseconds),
  int('JitterMax', 'Greatest variation between packets.', milliseconds),
  int('JitterBufferSizeAvg', 'Average size of the buffer against jitter.', milliseconds),
  int('JitterBufferSizeMax', 'Greatest size of the buffer against jitter.', milliseconds),
  real('PacketLossRateAvg', 'Average share of packets lost.', share),
  real('PacketLossRateMax', 'Greatest share of packets lost.', share),
  real('HealedDataRatioAvg', 'Average share of audio that had to be concealed or mended.', share),
  real('HealedDataRatioMax', 'Greatest share of audio that had to be concealed or mended.', share),
  int('PacketUtilization', 'Packets sent or received.', { unit: 'packets' }),
  int('VideoBitRateAvg', 'Average bit rate of the picture.', kilobits),
  int('VideoBitRateMax', 'Highest bit rate of the picture.', kilobits),
  real('VideoFrameRateAvg', 'Average frame rate of the picture.', { unit: 'frames per second' }),
  int('RecvResolutionHeight', 'Average height of the picture received.', { unit: 'pixels' }),
  real('RecvFreezeDurationPerMinuteInMs', 'How long the picture stood still, for each minute.', milliseconds),
  tpe,
] as const;

/** Columns that tell the streams of one call apart. */
export const callDiagnosticsIdentity = [
  'EndpointId',
  'ParticipantId',
  'Identifier',
  'StreamId',
  'MediaType',
  'StreamDirection',
] as const;

/** Senders label updates like final records; only an update has a version. */
export const callDiagnosticsToldApart = {
  by: 'CallUpdatesVersion',
  present: 'CallDiagnosticsUpdates',
  absent: 'CallDiagnostics',
} as const;
