/** Call Automation media summary: what came of playing and recognizing. */
import { bool, id, int, text, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { callAutomationMediaPart } from './parts/call-step-parts.ts';
import { correlationId, level, operationOf, seedCategory, timeGenerated } from './standard-columns.ts';

export const callAutomationMedia = defineCategory({
  name: 'CallAutomationMediaSummary',
  table: 'ACSCallAutomationMediaSummary',
  slug: 'call-automation-media',
  title: 'Call Automation media summaries',
  purpose: 'One finished media operation of a controlled call: whether it completed, and why not.',
  columns: [
    timeGenerated,
    seedCategory,
    operationOf('Play', 'Recognize'),
    correlationId,
    word('ResultType', 'How the media operation ended.', { vocabulary: ['Completed', 'Canceled', 'Failed'] }),
    level,
    id('OperationId', 'Identifies the media operation; the request that started it has the same.'),
    word('RecognizePromptSubOperationName', 'Kind of the prompt that a recognition played.'),
    bool('PlayInLoop', 'Whether it was played again and again.'),
    bool('PlayToParticipant', 'Whether it was played to one participant only.'),
    bool('PlayInterrupted', 'Whether playing was interrupted.', { accepts: ['interrupted'] }),
    int('ResultCode', 'How it ended, as a code.'),
    int('ResultSubcode', 'How it ended, in more detail, as a code.'),
    text('ResultMessage', 'How it ended, in words.'),
  ],
  identity: always({ version: 1, columns: ['OperationId', 'ResultCode'] }),
  shards: always(1),
  part: callAutomationMediaPart,
  hints: [
    'A media summary names neither connection nor caller; the request with the same OperationId does.',
    'What was played or understood is never logged.',
  ],
  example: {
    time: '2026-03-04T16:00:19.8810000Z',
    resourceId: exampleResource,
    category: 'CallAutomationMediaSummary',
    operationName: 'Play',
    level: 'Informational',
    correlationId: 'c8d47a15-2f6e-49b0-b7c3-5e9a1d0f8264',
    resultType: 'Completed',
    properties: {
      operationId: '71b0e6d4-4c38-4a9f-92d5-8f6e3a1c7b09',
      recognizePromptSubOperationName: '',
      playInLoop: 'FALSE',
      playToParticipant: 'TRUE',
      interrupted: 'FALSE',
      resultCode: '200',
      resultSubcode: '0',
      resultMessage: 'The prompt was played to its end.',
    },
  },
});
