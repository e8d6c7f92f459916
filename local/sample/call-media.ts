/** What diagnostics and clients say of a call of the sample: streams, operations, measures. */
import { type Call, endOf, type Party } from './call.ts';
import { summarizedAt, updatedAt } from './call-summaries.ts';
import type { Random } from './random.ts';
import { minuteMs } from './rhythm.ts';
import { callEnveloped, callTime, enveloped, type SampleRecord } from './sample-record.ts';

/** Azure Monitor writes every measure as text, small ones in scientific notation. */
const share = (value: number): string => (value < 1e-4 ? value.toExponential(6).replace('e-', 'E-0') : String(value));

function streamOf(random: Random, party: Party, media: 'Audio' | 'Video', direction: 'Inbound' | 'Outbound') {
  const { identifier, participantId, endpointId, endpointType, poor = false } = party;
  const bad = poor && direction === 'Inbound';
  const jitter = bad ? random.int(38, 61) : random.int(1, 9);
  const trip = bad ? random.int(520, 690) : random.int(35, 140);
  const loss = bad ? random.int(120, 180) / 1000 : random.int(0, 90) / 1_000_000;
  return {
    ...{ identifier, participantId, endpointId, endpointType, mediaType: media },
    ...{
      streamId: String(random.int(1000, 4_000_000)),
      streamDirection: direction,
      transportType: bad ? 'TCP' : 'UDP',
    },
    ...{
      codecName: media === 'Audio' ? 'SATIN' : 'H264',
      roundTripTimeAvg: String(trip),
      roundTripTimeMax: String(trip * 2),
    },
    ...{
      jitterAvg: String(jitter),
      jitterMax: String(jitter * 3),
      packetLossRateAvg: share(loss),
      packetLossRateMax: share(loss * 2),
    },
    packetUtilization: String(random.int(900, 90_000)),
    ...(direction === 'Inbound' && media === 'Audio'
      ? {
          jitterBufferSizeAvg: String(jitter * 6),
          jitterBufferSizeMax: String(jitter * 9),
          healedDataRatioAvg: share(loss / 2),
        }
      : {}),
    ...(media === 'Video'
      ? { videoBitRateAvg: String(random.int(600, 1500)), videoFrameRateAvg: bad ? '5.4' : '27.9' }
      : {}),
    ...(media === 'Video' && direction === 'Inbound'
      ? { recvResolutionHeight: bad ? '180' : '720', recvFreezeDurationPerMinuteInMs: bad ? '9140.5' : '3.2' }
      : {}),
    tpe: 'False',
  };
}

/** CallDiagnostics and CallDiagnosticsUpdates: one of each kind for each stream and version. */
export function diagnostics(random: Random, call: Call): SampleRecord[] {
  return call.parties.flatMap((party) =>
    (party.video ? (['Audio', 'Video'] as const) : (['Audio'] as const)).flatMap((media) =>
      (['Inbound', 'Outbound'] as const).flatMap((direction) => {
        const stream = streamOf(random, party, media, direction);
        const updated = { ...stream, callUpdatesVersion: '1' };
        return [
          callEnveloped('CallDiagnostics', summarizedAt(call), 'CallDiagnostics', call.id, stream),
          callEnveloped('CallDiagnosticsUpdates', updatedAt(call, 1), 'CallDiagnostics', call.id, updated),
        ];
      }),
    ),
  );
}

const userAgent =
  'azsdk-js-communication-calling/1.31.2 Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0';

/** CallClientOperations: what the parties' software did; telephones report nothing. They arrive half an hour late. */
export function clientOperations(random: Random, call: Call): SampleRecord[] {
  return call.parties.flatMap((party, index) => {
    if (party.endpointType !== 'VoIP') return [];
    const clientInstanceId = random.guid();
    const operation = (at: number, name: string, payload: object) =>
      enveloped(
        'CallClientOperations',
        at + 30 * minuteMs,
        { operationName: name },
        {
          ...{
            callClientTimeStamp: callTime(at),
            operationType: name === 'UserFacingDiagnostic' ? 'client-api-event' : 'client-api-request',
          },
          ...{
            operationId: random.guid(),
            resultType: 'Succeeded',
            resultSignature: '200',
            durationMs: String(random.int(30, 900)),
          },
          ...{ callId: call.id, participantId: party.participantId, endpointId: party.endpointId, clientInstanceId },
          ...{ operationPayload: JSON.stringify(payload), sdkVersion: '1.31.2.0_stable', userAgent },
        },
      );
    const joined = call.start + party.joins * 1000;
    return [
      operation(joined, index === 0 ? 'StartCall' : 'AcceptIncomingCall', { audio: true, video: party.video === true }),
      ...(party.poor
        ? [operation(joined + 41_000, 'UserFacingDiagnostic', { name: 'networkReceiveQuality', value: 'Poor' })]
        : []),
      operation(joined + party.stays * 1000, 'HangUp', { forEveryone: index === 0 }),
    ];
  });
}

/** CallClientMediaStatsTimeSeries: what one client measured, every ten seconds of the first minute or so. */
export function mediaStats(random: Random, call: Call, party: Party): SampleRecord[] {
  const { participantId, endpointId } = party;
  const remote = call.parties.find((one) => one !== party);
  const clientInstanceId = random.guid();
  return Array.from({ length: 8 }, (_, index) => call.start + (index + 1) * 10_000).flatMap((at) =>
    (['JitterInMs', 'PacketsLostPerSecond'] as const).map((metric) => {
      const average = metric === 'JitterInMs' ? random.int(32, 58) : random.int(3, 12);
      return enveloped(
        'CallClientMediaStatsTimeSeries',
        endOf(call) + 35 * minuteMs,
        { operationName: 'CallClientMediaStatsTimeSeries' },
        {
          ...{
            callClientTimeStamp: callTime(at),
            metricName: metric,
            average: `${average}.5`,
            minimum: String(average - 2),
          },
          ...{
            maximum: String(average + 14),
            sum: String(average * 10 + 5),
            count: '10',
            aggregationIntervalSeconds: '10',
          },
          ...{ mediaStreamId: '1.0', mediaStreamType: 'audio', mediaStreamDirection: 'recv', mediaStreamCodec: 'OPUS' },
          ...{ callId: call.id, participantId, endpointId, remoteParticipantId: remote?.participantId ?? 'null' },
          ...{ remoteEndpointId: remote?.endpointId ?? 'null', clientInstanceId },
        },
      );
    }),
  );
}
