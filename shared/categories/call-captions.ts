/** Closed captions summaries: captions during a call. */
import { id, real, time, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { callCaptionsPart } from './parts/call-media-parts.ts';
import { correlationId, level, operationOf, resultType, seedCategory, timeGenerated } from './standard-columns.ts';

export const callCaptions = defineCategory({
  name: 'CallClosedCaptionsSummary',
  table: 'ACSCallClosedCaptionsSummary',
  slug: 'call-captions',
  title: 'Closed captions summaries',
  purpose: 'One session of closed captions in a call: how long, in which language, why it ended.',
  columns: [
    timeGenerated,
    seedCategory,
    operationOf('ClosedCaptionsSummary'),
    correlationId,
    resultType,
    level,
    id('SpeechRecognitionSessionId', 'Identifies the session.'),
    word('SpokenLanguage', 'The language that was spoken.'),
    time('StartTime', 'When the captions began.'),
    real('Duration', 'How long the captions ran.', { unit: 'seconds' }),
    word('EndReason', 'Why they ended.', { vocabulary: ['Stopped'] }),
    word('CancelReason', 'Why they were cancelled, if they were.'),
  ],
  identity: always({ version: 1, columns: ['SpeechRecognitionSessionId'] }),
  shards: always(1),
  part: callCaptionsPart,
  hints: ['What was said is never logged.', 'A session names no participant; it shares CorrelationId with the call.'],
  example: {
    TimeGenerated: '2026-03-04T10:05:58.0146620Z',
    ResourceId: exampleResource,
    Category: 'ACSCallClosedCaptionsSummary',
    OperationName: 'ClosedCaptionsSummary',
    Level: 'Informational',
    CorrelationId: '6f0d2c1e-53b1-4b7e-9a55-0c7f5c1a2b01',
    ResultType: 'Succeeded',
    SpeechRecognitionSessionId: 'eyJleGFtcGxlIjoiY2FwdGlvbnMtMDAwMSJ9',
    SpokenLanguage: 'en-gb',
    StartTime: '2026-03-04T09:59:02.440Z',
    Duration: '401.18',
    EndReason: 'Stopped',
    CancelReason: '',
  },
});
