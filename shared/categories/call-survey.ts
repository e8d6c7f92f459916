/** Call surveys: how participants rated a call. */
import { id, int, text } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { callSurveyPart } from './parts/call-media-parts.ts';
import { callId, operationOf, operationVersion, seedCategory, timeGenerated } from './standard-columns.ts';

const points = { unit: 'points' };

export const callSurvey = defineCategory({
  name: 'CallSurvey',
  table: 'ACSCallSurvey',
  slug: 'call-survey',
  title: 'Call surveys',
  purpose: "One participant's ratings of a call, and the issues they named.",
  columns: [
    timeGenerated,
    seedCategory,
    operationOf('CallSurvey', 'EndOfCallSurvey'),
    operationVersion,
    id('CorrelationId', 'The id of the participant, not of the call.'),
    id('SurveyId', 'Identifies the survey.'),
    callId,
    id('ParticipantId', 'The participant who answered.'),
    int('OverallRatingScore', 'Rating of the whole call.', points),
    int('OverallRatingScoreLowerBound', 'Least rating that could be given.', points),
    int('OverallRatingScoreUpperBound', 'Greatest rating that could be given.', points),
    int('OverallRatingScoreThreshold', 'From here on a rating is good.', points),
    text('OverallCallIssues', 'Issues named for the whole call, split by comma.'),
    int('AudioRatingScore', 'Rating of the sound.', points),
    int('AudioRatingScoreLowerBound', 'Least rating that could be given.', points),
    int('AudioRatingScoreUpperBound', 'Greatest rating that could be given.', points),
    int('AudioRatingScoreThreshold', 'From here on a rating is good.', points),
    text('AudioIssues', 'Issues named for the sound, split by comma.'),
    int('VideoRatingScore', 'Rating of the picture.', points),
    int('VideoRatingScoreLowerBound', 'Least rating that could be given.', points),
    int('VideoRatingScoreUpperBound', 'Greatest rating that could be given.', points),
    int('VideoRatingScoreThreshold', 'From here on a rating is good.', points),
    text('VideoIssues', 'Issues named for the picture, split by comma.'),
    int('ScreenshareRatingScore', 'Rating of screen sharing.', points),
    int('ScreenshareRatingScoreLowerBound', 'Least rating that could be given.', points),
    int('ScreenshareRatingScoreUpperBound', 'Greatest rating that could be given.', points),
    int('ScreenshareRatingScoreThreshold', 'From here on a rating is good.', points),
    text('ScreenshareIssues', 'Issues named for screen sharing, split by comma.'),
  ],
  identity: always({ version: 1, columns: ['SurveyId', 'CallId'] }),
  shards: always(1),
  part: callSurveyPart,
  hints: [
    'There are surveys only where the application asks for them at the end of a call.',
    'CorrelationId is the id of the participant here; the call is named by CallId.',
  ],
  example: {
    TimeGenerated: '2026-03-04T10:06:02.1170000Z',
    ResourceId: exampleResource,
    Category: 'CallSurvey',
    OperationName: 'EndOfCallSurvey',
    OperationVersion: '0.0',
    CorrelationId: '5f7c9d21-0a8b-4e63-b1f4-c2d6e8a09b35',
    properties: {
      CallId: '6f0d2c1e-53b1-4b7e-9a55-0c7f5c1a2b01',
      SurveyId: '1d6f8b40-c3a2-4975-8e0d-5b7f9c2a3e61',
      ParticipantId: '5f7c9d21-0a8b-4e63-b1f4-c2d6e8a09b35',
      OverallRatingScore: 3,
      OverallRatingScoreLowerBound: 1,
      OverallRatingScoreUpperBound: 5,
      OverallRatingScoreThreshold: 4,
      OverallCallIssues: 'CallEndedUnexpectedly',
      AudioRatingScore: 2,
      AudioRatingScoreLowerBound: 1,
      AudioRatingScoreUpperBound: 5,
      AudioRatingScoreThreshold: 4,
      AudioIssues: 'Echo,LowVolume',
    },
  },
});
