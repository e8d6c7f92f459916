/** Call Automation streaming usage: audio and transcription sent to an application. */
import { id, real, time, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { callStreamingPart } from './parts/call-step-parts.ts';
import { callConnectionId, correlationId, seedCategory, timeGenerated } from './standard-columns.ts';

export const callAutomationStreaming = defineCategory({
  name: 'CallAutomationStreamingUsage',
  table: 'ACSCallAutomationStreamingUsage',
  slug: 'call-automation-streaming',
  title: 'Call Automation streaming usage',
  purpose: 'One stream of audio or transcription of a call to an application, and how long it ran.',
  columns: [
    timeGenerated,
    seedCategory,
    correlationId,
    callConnectionId,
    id('StreamingSessionId', 'Identifies the session.'),
    id('ParticipantId', 'The participant whose audio is streamed; absent where all are mixed.'),
    word('StreamingModality', 'What is streamed.', {
      vocabulary: ['AudioStreamingMixed', 'AudioStreamingUnmixed', 'Transcription'],
    }),
    time('StreamingStartTime', 'When streaming began.'),
    real('StreamingDurationInMs', 'How long it was streamed.', { unit: 'milliseconds' }),
  ],
  identity: always({ version: 1, columns: ['StreamingSessionId', 'ParticipantId', 'StreamingModality'] }),
  shards: always(1),
  part: callStreamingPart,
  hints: [
    'What was streamed is never logged.',
    'Mixed audio has no ParticipantId: it is the sound of the whole call.',
    'Streaming usage has no operation and no result.',
  ],
  example: {
    time: '2026-03-04T16:05:44.2075510Z',
    resourceId: exampleResource,
    category: 'CallAutomationStreamingUsage',
    correlationId: 'c8d47a15-2f6e-49b0-b7c3-5e9a1d0f8264',
    properties: {
      callConnectionId: '3a1f5c70-9e2b-4d84-86a7-0b3c5d7e9f12',
      streamingSessionId: 'b52d8e90-37fc-4c16-a8d1-6e4f2b0a9c73',
      participantId: '5f7c9d21-0a8b-4e63-b1f4-c2d6e8a09b35',
      streamingModality: 'AudioStreamingUnmixed',
      streamingStartTime: '2026-03-04T16:00:13.0120000Z',
      streamingDurationInMs: '330104.5',
    },
  },
});
