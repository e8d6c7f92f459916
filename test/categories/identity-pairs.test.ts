import { describe, expect, it } from 'vitest';
import { categories, categoryNamed } from '../../shared/categories/index.ts';
import { isFields } from '../../shared/ingest/fields.ts';
import { identified, recordOf } from './identified.ts';

type Change = Readonly<Record<string, unknown>>;

/** A category's example with other values; what the envelope does not have goes into `properties`. */
function example(slug: string, change: Change = {}): unknown {
  const { properties, ...top } = categoryNamed(slug)?.example ?? {};
  const inner = isFields(properties) ? { ...properties } : undefined;
  const event: Record<string, unknown> = { ...top };
  for (const [key, value] of Object.entries(change)) {
    const inEnvelope = Object.keys(event).find((each) => each.toLowerCase() === key.toLowerCase());
    const within = Object.keys(inner ?? {}).find((each) => each.toLowerCase() === key.toLowerCase());
    if (inEnvelope) event[inEnvelope] = value;
    else if (inner) inner[within ?? key] = value;
    else event[key] = value;
  }
  return inner ? { ...event, properties: inner } : event;
}

/** slug · why two events are two · what the second has other than the example. */
const two: readonly (readonly [string, string, Change])[] = [
  ['usage', 'another record id', { recordId: '2c41a9be-7d03-4a57-8f2e-51b60d7c9e11' }],
  ['call-summary', 'another endpoint', { endpointId: '11111111-6f0e-4e0c-bb5c-8a7b6c5d4e3f' }],
  ['call-summary', 'another participant', { participantId: '11111111-0a8b-4e63-b1f4-c2d6e8a09b35' }],
  ['call-summary', 'another user', { identifier: '+18335550111' }],
  ['call-summary', 'the same user joined again', { participantStartTime: '2026-03-04T10:01:00.000Z' }],
  ['call-summary-updates', 'a higher version', { callUpdatesVersion: '3' }],
  ['call-diagnostics', 'another stream', { streamId: '2742' }],
  ['call-diagnostics', 'the same stream number of another medium', { mediaType: 'Audio' }],
  ['call-diagnostics', 'the other direction', { streamDirection: 'Outbound' }],
  ['call-diagnostics-updates', 'a higher version', { callUpdatesVersion: '2' }],
  ['call-client-operations', 'another operation', { operationId: '11111111-2c97-4f5a-83b6-9e1f7a5c3d08' }],
  ['call-client-operations', 'another instant on the client', { callClientTimeStamp: '2026-03-04T09:58:31.378Z' }],
  ['call-client-media-stats', 'another measure', { metricName: 'PacketsLost' }],
  ['call-client-media-stats', 'another stream', { mediaStreamId: '4.0' }],
  ['call-client-media-stats', 'the other direction', { mediaStreamDirection: 'send' }],
  ['call-client-media-stats', 'another other side', { remoteParticipantId: '11111111-7d13-4b95-b0c6-1f9d5e3a7c28' }],
  ['call-client-media-stats', 'the next interval', { callClientTimeStamp: '2026-03-04T09:59:20.000Z' }],
  ['email-status', 'another recipient of the mail', { RecipientId: 'omar.farouk@example.com' }],
  ['email-status', 'the next status of one recipient', { DeliveryStatus: 'Delivered' }],
  ['email-status', 'somebody asked for the status', { operationName: 'GetMessageStatus', DeliveryStatus: '' }],
  ['email-engagement', 'a click a millisecond later', { time: '2026-03-04T13:41:57.3400114+00:00' }],
  ['email-engagement', 'another recipient', { RecipientId: 'lena.holm@example.com' }],
  ['email-engagement', 'another link', { EngagementContext: 'https://www.example.org/help' }],
  ['email-engagement', 'an opening', { EngagementType: 'View' }],
  ['email-engagement', 'another device', { UserAgent: 'Mozilla/5.0 (Android 15)' }],
  ['email-send', 'another mail', { correlationId: '11111111-18c5-4f0a-b3f1-9a2d7c6e5b48' }],
  ['sms', 'another message of one request', { messageId: 'Outgoing_2026030409152211111111' }],
  ['sms', 'the next attempt', { deliveryAttempts: 1 }],
  ['sms', 'the report of the message', { operationName: 'SMSDeliveryReportsReceived' }],
  ['chat', 'another thread', { chatThreadId: '19:another@thread.v2' }],
  ['chat', 'another user', { userId: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_other' }],
  ['auth', 'another identity', { identity: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_other' }],
  ['rooms', 'another room', { RoomId: '99417360258214634' }],
  ['network-traversal', 'another user', { identity: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_other' }],
  ['job-router', 'another job', { entityId: 'refund-7742' }],
  ['job-router', 'a worker of the same name', { entityType: 'Worker' }],
  ['call-client-requests', 'another operation', { operationName: 'LeaveCall' }],
  ['call-automation', 'another connection', { callConnectionId: '11111111-9e2b-4d84-86a7-0b3c5d7e9f12' }],
  ['call-automation', 'another operation', { operationId: '11111111-4c38-4a9f-92d5-8f6e3a1c7b09' }],
  ['call-automation', 'another kind of prompt', { subOperationName: 'Text' }],
  ['call-automation-media', 'another outcome', { resultCode: '400' }],
  ['call-automation-streaming', 'another participant', { participantId: '11111111-0a8b-4e63-b1f4-c2d6e8a09b35' }],
  ['calling-metrics', 'another day', { TimestampBin: '2026-03-03T00:00:00.0000000Z' }],
  ['calling-metrics', 'another measure', { MetricName: 'reliability/leg/Hold' }],
  ['calling-metrics', 'another version of the browser', { DeviceBrowserVersionMajor: 137 }],
  ['calling-metrics', 'another sub-code', { SubCode: 5000 }],
  ['advanced-messaging', 'the next status', { messageStatus: 'delivered' }],
  ['opt-out', 'another own number', { phoneNumber: '+18335550143' }],
  ['call-recording', 'another connection', { callConnectionId: '11111111-7b20-4f95-9c8a-1e5f3d7b0a46' }],
  ['call-recording', 'stopping', { operationName: 'StopRecording' }],
  [
    'call-recording-summary',
    'another recording of the call',
    { RecordingId: 'eyJleGFtcGxlIjoicmVjb3JkaW5nLTAwMDIifQ' },
  ],
  ['call-captions', 'another session', { SpeechRecognitionSessionId: 'eyJleGFtcGxlIjoiY2FwdGlvbnMtMDAwMiJ9' }],
  ['call-survey', 'another survey', { SurveyId: '11111111-c3a2-4975-8e0d-5b7f9c2a3e61' }],
  ['network-traversal-diagnostics', 'another protocol', { protocol: 'TCP' }],
];

const identityInCapitals = '8:ACS:7D1E5B1C-92AA-4F11-8A0E-3C5D5A1B2C3D_00000011-5E6F-7081-92A3-B4C5D6E7F809';

/** slug · why two deliveries are one event · what the second has other than the example. */
const one: readonly (readonly [string, string, Change])[] = [
  ['usage', 'the quantity is written otherwise', { quantity: 6.83330001 }],
  ['call-summary', 'its placeholders are empty', { participantId: '', teamsThreadId: null }],
  ['call-summary', 'its ids are in capitals', { endpointId: '0B7E6A51-6F0E-4E0C-BB5C-8A7B6C5D4E3F' }],
  ['call-summary', 'its call got longer', { callDuration: '413' }],
  ['call-summary-updates', 'the version is a number', { callUpdatesVersion: 2 }],
  [
    'call-summary-updates',
    'the participant has no leading blank',
    {
      participantId: '5f7c9d21-0a8b-4e63-b1f4-c2d6e8a09b35',
    },
  ],
  ['call-summary-updates', 'it is labelled for what it is', { category: 'CallSummaryUpdates' }],
  ['call-diagnostics', 'the stream is a number', { streamId: 2741 }],
  ['call-diagnostics', 'its measures are numbers', { packetLossRateAvg: 0.00004718203, jitterAvg: 3 }],
  ['call-diagnostics', 'the type of the endpoint is in capitals', { endpointType: 'VOIP', mediaType: 'VIDEO' }],
  ['call-client-operations', 'it is delivered again, with more in it', { operationPayload: '{"Source":"remote"}' }],
  ['call-client-media-stats', 'a later delivery has other values', { average: '3.5', count: 11 }],
  ['email-status', 'the address is in capitals', { RecipientId: 'Lena.Holm@Example.com' }],
  ['email-status', 'the status is in small letters', { DeliveryStatus: 'bounced', IsHardBounce: 'True' }],
  ['email-engagement', 'its time has only milliseconds', { time: '2026-03-04T13:41:57.339Z' }],
  ['email-engagement', 'the kind is in small letters', { EngagementType: 'click' }],
  ['email-send', 'the size is rounded', { Size: 0.04 }],
  ['sms', 'the attempts are text', { deliveryAttempts: '0', durationMs: '119' }],
  ['chat', 'the message id did not fit', { chatMessageId: null, durationMs: 42 }],
  ['auth', 'the scopes are text', { scopes: '["chat","voip"]', callerIpAddress: '' }],
  ['rooms', 'the room is a number', { RoomId: 99417360258214633n, resultSignature: '201' }],
  ['job-router', 'the duration is rounded', { durationMs: 88 }],
  ['call-client-requests', 'the properties are text', { attempts: '1' }],
  [
    'call-automation',
    'the version went through a spreadsheet',
    { operationVersion: '9/15/24', resultSignature: '202' },
  ],
  ['call-automation-media', 'the code is a number', { resultCode: 200, interrupted: false }],
  ['calling-metrics', 'the value was corrected', { MetricValueAvg: 97.6, LegsDcount: 41 }],
  [
    'call-diagnostics-updates',
    'the version and the stream are numbers',
    { callUpdatesVersion: 1, streamId: 1482906137 },
  ],
  ['call-diagnostics-updates', 'a later delivery has other measures', { jitterAvg: 2, roundTripTimeMax: '104' }],
  ['network-traversal', 'its address is in capitals', { identity: identityInCapitals, ttl: 172800, durationMs: 36 }],
  [
    'network-traversal-diagnostics',
    'vocabulary is in small letters',
    { protocol: 'udp', relayLocation: 'west europe' },
  ],
  ['network-traversal-diagnostics', 'the session went on meanwhile', { bytesSent: 4990112, reason: '' }],
  [
    'call-automation-streaming',
    'its ids are in capitals',
    { streamingSessionId: 'B52D8E90-37FC-4C16-A8D1-6E4F2B0A9C73', streamingDurationInMs: 330105 },
  ],
  ['call-automation-streaming', 'its time has only milliseconds', { time: '2026-03-04T16:05:44.207Z' }],
  ['advanced-messaging', 'the status is in capitals', { messageStatus: 'Accepted', resultSignature: 202 }],
  ['opt-out', 'the number has blanks around it', { phoneNumber: ' +18335550142 ', durationMs: 63.4 }],
  [
    'call-recording',
    'its ids are in capitals',
    { callConnectionId: '84D1C6E3-7B20-4F95-9C8A-1E5F3D7B0A46', operationName: 'startrecording' },
  ],
  ['call-recording-summary', 'the length is rounded', { RecordingLength: 398, ChunkCount: '1' }],
  ['call-recording-summary', 'it goes by its other name', { Category: 'RecordingSummary' }],
  ['call-captions', 'the duration is rounded', { Duration: 401, SpokenLanguage: 'en-GB', CancelReason: null }],
  [
    'call-survey',
    'its ids are in capitals, its points are text',
    { SurveyId: '1D6F8B40-C3A2-4975-8E0D-5B7F9C2A3E61', OverallRatingScore: '3' },
  ],
  ['calling-metrics', 'numbers are text', { DeviceBrowserVersionMajor: '136', SubCode: '0' }],
];

describe('two events stay two', () => {
  it.each(two)('%s: %s', (slug, _, change) => {
    expect(identified(example(slug, change))).not.toBe(identified(example(slug)));
  });
});

describe('one event stays one', () => {
  it.each(one)('%s: %s', (slug, _, change) => {
    expect(identified(example(slug, change))).toBe(identified(example(slug)));
  });
});

describe('updates and final records', () => {
  it.each([
    ['call-summary-updates', 'CallSummary', 'CallSummaryUpdates'],
    ['call-diagnostics-updates', 'CallDiagnostics', 'CallDiagnosticsUpdates'],
  ])('%s are told by their version, not by the label %s', (slug, label, name) => {
    expect(recordOf(example(slug, { category: label })).category.name).toBe(name);
    expect(recordOf(example(slug, { category: name })).category.name).toBe(name);
    for (const absent of [null, '', 'null']) {
      expect(recordOf(example(slug, { category: name, callUpdatesVersion: absent })).category.name).toBe(label);
    }
  });

  it('of one participant are different events', () => {
    const final = example('call-summary-updates', { callUpdatesVersion: null });
    expect(identified(final)).not.toBe(identified(example('call-summary-updates')));
  });
});

describe('the pairs', () => {
  it.each([
    ['two', two],
    ['one', one],
  ])('of %s leave no category out', (_, pairs) => {
    const tested = new Set(pairs.map(([slug]) => slug));
    expect(categories.filter(({ slug }) => !tested.has(slug)).map(({ slug }) => slug)).toEqual([]);
  });
});
