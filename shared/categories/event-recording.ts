/** Events: the files of a recording can be downloaded. */
import { id, json, long, time, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { byEventId, envelopeColumns, eventNames } from './event-columns.ts';
import { exampleResource } from './example-resource.ts';
import { eventRecordingPart } from './parts/call-media-parts.ts';
import { serverCallId } from './standard-columns.ts';

const types = ['RecordingFileStatusUpdated'] as const;

export const eventRecording = defineCategory({
  name: 'EventRecording',
  kind: 'event',
  table: '',
  slug: 'event-recording',
  aliases: eventNames(types),
  title: 'Event: recording',
  purpose: 'The files of one recording can be downloaded.',
  columns: [
    ...envelopeColumns(types),
    id('RecordingId', 'Identifies the recording.', { accepts: ['path.recordingId'] }),
    id('CallId', 'Identifies the call that was recorded.', { accepts: ['path.call'] }),
    { ...serverCallId, accepts: ['path.serverCallId'] },
    time('RecordingStartTime', 'When the recording began.'),
    long('RecordingDurationMs', 'How long the recording lasts.', { unit: 'milliseconds' }),
    word('RecordingContentType', 'What was recorded.', { vocabulary: ['AudioVideo', 'Audio'] }),
    word('RecordingChannelType', 'Whether participants share a channel.', { vocabulary: ['Mixed', 'Unmixed'] }),
    word('RecordingFormatType', 'The format of the files.', { vocabulary: ['Mp4', 'Mp3', 'Wav'] }),
    word('SessionEndReason', 'Why the recording ended.'),
    json('RecordingChunks', 'The files: where their content and metadata are, and why each ended.', {
      accepts: ['recordingStorageInfo.recordingChunks'],
    }),
  ],
  identity: byEventId,
  shards: always(1),
  part: eventRecordingPart,
  hints: ['The event names recording and call in its EventPath only; RecordingId and CallId are read from there.'],
  example: {
    id: 'd85f1b37-6c20-4e9a-80b4-3a7e9c5d2f61',
    topic: exampleResource,
    subject: '/recording/call/6f0d2c1e-53b1-4b7e-9a55-0c7f5c1a2b01/recordingId/eyJleGFtcGxlIjoicmVjb3JkaW5nLTAwMDEifQ',
    eventType: 'Microsoft.Communication.RecordingFileStatusUpdated',
    eventTime: '2026-03-04T10:14:02.7733915Z',
    data: {
      recordingStorageInfo: {
        recordingChunks: [
          {
            documentId: '0-weu-d4-5b1e7c9a3f60',
            index: 0,
            endReason: 'SessionEnded',
            contentLocation: 'https://storage.example.org/objects/0-weu-d4-5b1e7c9a3f60/content/video',
            metadataLocation: 'https://storage.example.org/objects/0-weu-d4-5b1e7c9a3f60/content/acsmetadata',
          },
        ],
      },
      recordingStartTime: '2026-03-04T10:03:20.5104466Z',
      recordingDurationMs: 381240,
      recordingContentType: 'AudioVideo',
      recordingChannelType: 'Mixed',
      recordingFormatType: 'Mp4',
      sessionEndReason: 'CallEnded',
    },
    dataVersion: '1.0',
    metadataVersion: '1',
  },
});
