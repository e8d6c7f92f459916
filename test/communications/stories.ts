/** Records of communications as senders write them: the shapes of published records, values of our own. */
import { resource } from '../ingest/events.ts';

export type Sent = Record<string, unknown>;

/** An instant of the morning of 4 March 2026: minutes after 9:00 and seconds. */
export const at = (minutes: number, seconds = 0): string =>
  new Date(Date.parse('2026-03-04T09:00:00.000Z') + minutes * 60_000 + seconds * 1000).toISOString();

export const log = (category: string, time: string, over: Sent, properties: Sent): Sent => ({
  time,
  // Calls have no leading slash, mails shout.
  resourceId: resource.slice(1),
  category,
  operationName: category,
  operationVersion: '1.0',
  ...over,
  properties,
});

export const call = '3b0e6c11-42d7-4b8f-a6c3-0d9e5f7a1b20';
export const maria = 'acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_00000024-1f0a-4b6c-9c3a-0000000maria';
export const jonas = 'acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_00000024-1f0a-4b6c-9c3a-0000000jonas';

/** The row of one participant of a call that began at 9:00. */
export const summary = (over: Sent, properties: Sent, time = at(61)): Sent =>
  log(
    'CallSummary',
    time,
    { correlationId: call, ...over },
    {
      callStartTime: at(0),
      callDuration: 125,
      callType: 'P2P',
      teamsThreadId: 'null',
      participantId: 'null',
      participantStartTime: at(0),
      participantDuration: '125',
      participantEndReason: '0',
      endpointType: 'VoIP',
      sdkVersion: '1.21.0.0',
      osVersion: 'null',
      ...properties,
    },
  );

const diagnostics = (properties: Sent): Sent =>
  log(
    'CallDiagnostics',
    at(61),
    { correlationId: call },
    {
      participantId: 'null',
      endpointType: 'VoIP',
      mediaType: 'Audio',
      streamId: '1000',
      transportType: 'UDP',
      roundTripTimeAvg: '82',
      jitterAvg: '1',
      packetLossRateAvg: '3.146336E-05',
      ...properties,
    },
  );

/** Two parties for 125 s; the sound of one of them was poor. */
export const twoPartyCall: readonly Sent[] = [
  summary({}, { identifier: maria, endpointId: 'e-maria' }),
  summary({}, { identifier: jonas, endpointId: 'e-jonas', participantStartTime: at(0, 3), participantDuration: 122 }),
  diagnostics({ identifier: maria, endpointId: 'e-maria' }),
  diagnostics({ identifier: jonas, endpointId: 'e-jonas', jitterAvg: '48', packetLossRateAvg: '0.25' }),
];

export const groupParticipants = ['a', 'b', 'c'].map((letter) => `5f7c9d21-0a8b-4e63-b1f4-00000000000${letter}`);

/** A group call with a telephone, a server that mixes, and a participant of another tenant. */
export const groupCall: readonly Sent[] = [
  summary({}, { callType: 'Group', identifier: maria, participantId: groupParticipants[0], endpointId: 'e-1' }),
  summary(
    {},
    {
      callType: 'Group',
      identifier: 'null',
      participantId: ` ${groupParticipants[1]}`,
      participantStartTime: at(0, 30),
      participantDuration: 95,
      endpointId: 'e-2',
      endpointType: 'PSTN',
    },
  ),
  summary(
    {},
    {
      callType: 'Group',
      identifier: 'Redacted',
      participantId: groupParticipants[2],
      participantStartTime: at(0, 40),
      participantDuration: 85,
      endpointId: 'e-3',
    },
  ),
  summary(
    {},
    { callType: 'Group', participantId: call, endpointId: 'e-0', endpointType: 'Server', identifier: 'null' },
  ),
  log(
    'Usage',
    at(10),
    { operationName: 'CallParticipant', correlationId: 'u-17' },
    {
      recordId: 'r-17',
      usageType: 'PSTN',
      unitType: 'minutes',
      quantity: '1.5833',
      startTime: at(0, 30),
      endTime: at(2, 5),
      participantId: groupParticipants[1],
      userIdA: '+12065550117',
      userIdB: 'null',
    },
  ),
];

/** Updates with rising versions: the second says that the call was cut short. */
export const updates: readonly Sent[] = [1, 3, 2].map((version) =>
  summary(
    {},
    {
      identifier: maria,
      endpointId: 'e-maria',
      callupdatesversion: String(version),
      callDuration: 100 + version,
      participantDuration: 100 + version,
      participantEndReason: version === 3 ? '504' : '0',
    },
    at(61 + version),
  ),
);

/** A call that an application answered, recorded and captioned, and a participant who rated it. */
export const automationCall: readonly Sent[] = [
  log(
    'CallAutomationOperational',
    at(0),
    { operationName: 'AnswerCall', correlationId: call, resultType: 'Succeeded', resultSignature: 200 },
    {
      callConnectionId: 'conn-1',
      serverCallId: 'server/call+1==',
      operationId: 'op-answer',
    },
  ),
  log(
    'CallAutomationOperational',
    at(0, 10),
    { operationName: 'Play', correlationId: call, resultType: 'Succeeded', resultSignature: '202', durationMs: '82' },
    {
      callConnectionId: 'conn-1',
      serverCallId: 'server/call+1==',
      operationId: 'op-play',
      subOperationName: 'File',
    },
  ),
  log(
    'CallAutomationMediaSummary',
    at(0, 15),
    { operationName: 'Play', correlationId: 'other-correlation', resultType: 'Completed', level: 'Informational' },
    {
      operationId: 'op-play',
      playInLoop: 'FALSE',
      resultCode: '200',
      resultMessage: 'Action completed successfully.',
    },
  ),
  log(
    'CallRecordingOperational',
    at(0, 20),
    { operationName: 'StartRecording', correlationId: 'rec-request', resultType: 'Succeeded' },
    {
      callConnectionId: 'conn-1',
      serverCallId: 'server/call+1==',
    },
  ),
  log(
    'CallAutomationOperational',
    at(2, 5),
    { operationName: 'HangUpCall', correlationId: call, resultType: 'Succeeded' },
    {
      callConnectionId: 'conn-1',
      serverCallId: 'server/call+1==',
      operationId: 'op-hangup',
    },
  ),
  {
    TimeGenerated: at(5),
    Category: 'CallRecordingSummary',
    OperationName: 'RecordingSummary',
    CorrelationId: call,
    ResourceId: resource,
    RecordingId: 'eyJyZWNvcmRpbmcifQ',
    RecordingStartTime: at(0, 20),
    RecordingLength: '104.5',
    RecordingEndReason: 'CallEnded',
    ContentType: 'Audio - Video',
    ChannelType: 'mixed',
    FormatType: 'mp4',
  },
  {
    TimeGenerated: at(6),
    Category: 'ACSCallClosedCaptionsSummary',
    OperationName: 'ClosedCaptionsSummary',
    CorrelationId: call,
    ResourceId: resource,
    ResultType: 'Succeeded',
    SpeechRecognitionSessionId: 'speech-1',
    SpokenLanguage: 'de-de',
    StartTime: at(0, 12),
    Duration: '66.5',
    EndReason: 'Stopped',
  },
  {
    TimeGenerated: at(7),
    Category: 'CallSurvey',
    OperationName: 'EndOfCallSurvey',
    OperationVersion: '0.0',
    ResourceId: resource,
    CorrelationId: groupParticipants[0],
    properties: {
      CallId: call,
      SurveyId: 'survey-1',
      ParticipantId: groupParticipants[0],
      OverallRatingScore: 2,
      OverallRatingScoreLowerBound: 1,
      OverallRatingScoreUpperBound: 5,
      OverallRatingScoreThreshold: 4,
      OverallCallIssues: 'CallCannotJoin',
      AudioIssues: 'Echo,LowVolume',
    },
  },
];
