/** Call recording summaries: finished recordings. */
import { id, int, real, time, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { callRecordingSummaryPart } from './parts/call-media-parts.ts';
import { correlationId, level, operationOf, resultType, seedCategory, timeGenerated } from './standard-columns.ts';

export const callRecordingSummary = defineCategory({
  name: 'CallRecordingSummary',
  table: 'ACSCallRecordingSummary',
  slug: 'call-recording-summary',
  aliases: ['RecordingSummary'],
  title: 'Call recording summaries',
  purpose: 'One finished recording: when it began, how long it is, in which form, why it ended.',
  columns: [
    timeGenerated,
    seedCategory,
    operationOf('RecordingSummary'),
    correlationId,
    resultType,
    level,
    id('RecordingId', 'Identifies the recording.'),
    time('RecordingStartTime', 'When recording began.'),
    real('RecordingLength', 'How long the recording is.', { unit: 'seconds' }),
    word('RecordingEndReason', 'Why recording ended.', { vocabulary: ['CallEnded'] }),
    int('ChunkCount', 'Into how many files the recording is divided.'),
    word('ContentType', 'What is recorded.', { vocabulary: ['Audio - Video'] }),
    word('ChannelType', 'Whether all participants share one channel.', { vocabulary: ['mixed', 'unmixed'] }),
    word('FormatType', 'The format of the files.', { vocabulary: ['mp4', 'mp3', 'wav'] }),
    int('AudioChannelsCount', 'How many channels of audio there are.'),
  ],
  identity: always({ version: 1, columns: ['RecordingId'] }),
  shards: always(1),
  part: callRecordingSummaryPart,
  hints: [
    'A summary comes only when the recording can be downloaded.',
    'Where the recording is kept is never logged.',
    'A summary names no call connection; it shares CorrelationId with the call.',
  ],
  example: {
    TimeGenerated: '2026-03-04T10:09:51.2604418Z',
    _ResourceId: exampleResource.toLowerCase(),
    Type: 'ACSCallRecordingSummary',
    Category: 'CallRecordingSummary',
    OperationName: 'RecordingSummary',
    CorrelationId: '6f0d2c1e-53b1-4b7e-9a55-0c7f5c1a2b01',
    ResultType: 'Succeeded',
    Level: 'Informational',
    RecordingId: 'eyJleGFtcGxlIjoicmVjb3JkaW5nLTAwMDEifQ',
    RecordingStartTime: '2026-03-04T09:58:41.0000000Z',
    RecordingLength: '398.44',
    RecordingEndReason: 'CallEnded',
    ChunkCount: 1,
    ContentType: 'Audio - Video',
    ChannelType: 'mixed',
    FormatType: 'mp4',
    AudioChannelsCount: 1,
  },
});
