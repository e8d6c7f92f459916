/** A patient's call to the automatic attendant: answered, recorded, captioned, and rated at the end. */
import type { Call, Party } from './call.ts';
import { clientOperations, diagnostics } from './call-media.ts';
import { callUsage, summaries } from './call-summaries.ts';
import { seeded } from './random.ts';
import { hourMs } from './rhythm.ts';
import {
  callTime,
  endpoint,
  enveloped,
  resourceIdOf,
  resourceName,
  type SampleRecord,
  serverAddress,
  wireTime,
} from './sample-record.ts';
import { identityOf, sampleStory } from './story.ts';

const random = () => seeded(9001);
const connection = {
  callConnectionId: sampleStory.attendantConnectionId,
  serverCallId: sampleStory.attendantServerCallId,
};
const informational = { level: 'Informational' } as const;

/** A request of the attendant's program; `path` is what follows the connection in the URI. */
function request(
  category: string,
  at: number,
  name: string,
  path: string,
  properties: object,
  sdkVersion: string,
): SampleRecord {
  return enveloped(
    category,
    at,
    {
      ...{ operationName: name, operationVersion: '2024-09-15', resultType: 'Succeeded', resultSignature: '200' },
      ...{
        durationMs: String(60 + (at % 140)),
        callerIpAddress: serverAddress,
        correlationId: sampleStory.attendantCallId,
      },
      ...{ ...informational, uri: `${endpoint}/calling/${path}?api-version=2024-09-15` },
    },
    { ...connection, ...properties, sdkType: 'dotnet', sdkVersion },
  );
}

function automation(start: number): SampleRecord[] {
  const step = (seconds: number, name: string, operationId: string, properties: object = {}) => {
    const path = `callConnections/${connection.callConnectionId}:${name.toLowerCase()}`;
    return request(
      'CallAutomationOperational',
      start + seconds * 1000,
      name,
      path,
      { operationId, ...properties },
      '1.5.0',
    );
  };
  const ids = random();
  const recognizeId = ids.guid();
  const media = (seconds: number, name: string, operationId: string, prompt: string, message: string) =>
    enveloped(
      'CallAutomationMediaSummary',
      start + seconds * 1000,
      { operationName: name, ...informational, correlationId: sampleStory.attendantCallId, resultType: 'Completed' },
      {
        ...{ operationId, recognizePromptSubOperationName: prompt, playInLoop: 'FALSE', playToParticipant: 'FALSE' },
        ...{ interrupted: 'FALSE', resultCode: '200', resultSubcode: '0', resultMessage: message },
      },
    );
  const playId = sampleStory.attendantPlayOperationId;
  return [
    step(0, 'Answer', ids.guid()),
    step(2, 'Play', playId, { subOperationName: 'Text' }),
    media(9, 'Play', playId, '', 'The greeting was played to its end.'),
    step(10, 'Recognize', recognizeId, { subOperationName: 'Choices' }),
    media(21, 'Recognize', recognizeId, 'Text', 'A choice was recognized.'),
    step(161, 'HangUp', ids.guid()),
    enveloped(
      'CallAutomationStreamingUsage',
      start + 190_000,
      { correlationId: sampleStory.attendantCallId },
      {
        ...{ callConnectionId: connection.callConnectionId, streamingSessionId: ids.guid(), participantId: 'null' },
        ...{
          streamingModality: 'Transcription',
          streamingStartTime: wireTime(start + 3000),
          streamingDurationInMs: '157218.4',
        },
      },
    ),
  ];
}

function recording(start: number): SampleRecord[] {
  const step = (seconds: number, name: string, path: string) =>
    request('CallRecordingOperational', start + seconds * 1000, name, `recordings${path}`, {}, '1.5.0');
  const { recordingId, attendantCallId: correlationId } = sampleStory;
  return [
    step(3, 'StartRecording', ''),
    step(160, 'StopRecording', `/${recordingId}`),
    enveloped(
      'CallRecordingSummary',
      start + 400_000,
      { operationName: 'RecordingSummary', correlationId, resultType: 'Succeeded', ...informational },
      {
        ...{
          recordingId,
          recordingStartTime: wireTime(start + 3000),
          recordingLength: '157.12',
          recordingEndReason: 'CallEnded',
        },
        ...{ chunkCount: '1', contentType: 'Audio', channelType: 'mixed', formatType: 'wav', audioChannelsCount: '1' },
      },
    ),
  ];
}

/** Captions and survey come with Pascal-cased names; the captions' category is the name of their table. */
function captionsAndSurvey(start: number): SampleRecord[] {
  const resource = resourceIdOf(resourceName);
  const { attendantCallId, attendantParticipantId, captionsSessionId, surveyId } = sampleStory;
  const captionsAt = start + 175_000;
  const surveyAt = start + 210_000;
  const score = (kind: string, rating: number) => ({
    [`${kind}RatingScore`]: rating,
    ...{ [`${kind}RatingScoreLowerBound`]: 1, [`${kind}RatingScoreUpperBound`]: 5, [`${kind}RatingScoreThreshold`]: 4 },
  });
  const captions = {
    ...{ TimeGenerated: wireTime(captionsAt), ResourceId: resource, Category: 'ACSCallClosedCaptionsSummary' },
    ...{
      OperationName: 'ClosedCaptionsSummary',
      Level: 'Informational',
      CorrelationId: attendantCallId,
      ResultType: 'Succeeded',
    },
    ...{ SpeechRecognitionSessionId: captionsSessionId, SpokenLanguage: 'en-us', StartTime: callTime(start + 4000) },
    ...{ Duration: '154.9', EndReason: 'Stopped', CancelReason: '' },
  };
  const survey = {
    ...{
      TimeGenerated: wireTime(surveyAt),
      ResourceId: resource,
      Category: 'CallSurvey',
      OperationName: 'EndOfCallSurvey',
    },
    ...{ OperationVersion: '0.0', CorrelationId: attendantParticipantId },
    properties: {
      ...{ CallId: attendantCallId, SurveyId: surveyId, ParticipantId: attendantParticipantId },
      ...{
        ...score('Overall', 2),
        OverallCallIssues: 'HadToRetry',
        ...score('Audio', 3),
        AudioIssues: 'LowVolume,Echo',
      },
    },
  };
  return [
    { category: 'CallClosedCaptionsSummary', at: captionsAt, record: captions },
    { category: 'CallSurvey', at: surveyAt, record: survey },
  ];
}

/** The whole call, 20 hours ago. */
export function attendantCallRecords(now: Date): SampleRecord[] {
  const ids = seeded(9002);
  const start = now.getTime() - 20 * hourMs;
  const identifier = `acs:${identityOf('b2d4f6a8c0e1')}`;
  const caller: Party = {
    ...{ identifier, participantId: sampleStory.attendantParticipantId, endpointId: ids.guid(), endpointType: 'VoIP' },
    ...{ usageId: identifier, joins: 0, stays: 162 },
  };
  const bot: Party = {
    ...{ identifier: 'acs:attendant', participantId: ids.guid(), endpointId: ids.guid(), endpointType: 'Bot' },
    ...{ usageId: 'acs:attendant', joins: 1, stays: 161 },
  };
  const call: Call = {
    id: sampleStory.attendantCallId,
    type: 'Group',
    start,
    seconds: 162,
    parties: [caller, bot],
    versions: 1,
  };
  return [
    ...automation(start),
    ...recording(start),
    ...captionsAndSurvey(start),
    ...clientOperations(ids, call),
    ...summaries(call),
    ...diagnostics(ids, call),
    ...callUsage(ids, call),
  ];
}
