/** How recordings, captions and surveys of calls take part. */
import type { Part, Said } from '../part.ts';
import { byCallId, byConnection, byCorrelation, byParticipant, byRecording, byServerCall } from './call-keys.ts';
import { counted, later, listed, operationTold } from './spoken.ts';

export const callRecordingPart: Part = {
  kind: 'call',
  keys: [byCorrelation, byConnection, byServerCall],
  object: 'Message',
  tells: operationTold,
};

export const callRecordingSummaryPart: Part = {
  kind: 'call',
  keys: [byCorrelation, byRecording],
  object: 'Message',
  tells: (said) => {
    const [start, seconds] = [said.text('RecordingStartTime'), said.number('RecordingLength')];
    return {
      text: `Recorded${seconds === undefined ? '' : ` ${seconds} s`}`,
      at: start ?? null,
      start,
      end: later(start, seconds),
      over: true,
      recording: {
        ...{ id: said.text('RecordingId'), start, seconds, content: said.text('ContentType') },
        ...{ format: said.text('FormatType'), endReason: said.text('RecordingEndReason') },
      },
    };
  },
};

export const eventRecordingPart: Part = {
  kind: 'call',
  keys: [byCallId, byRecording, byServerCall],
  object: 'Message',
  tells: (said) => {
    const start = said.text('RecordingStartTime');
    const ms = said.number('RecordingDurationMs');
    const seconds = ms === undefined ? undefined : ms / 1000;
    return {
      text: `Recording can be downloaded${seconds === undefined ? '' : ` (${seconds} s)`}`,
      start,
      recording: {
        ...{ id: said.text('RecordingId'), start, seconds, content: said.text('RecordingContentType') },
        ...{ format: said.text('RecordingFormatType'), endReason: said.text('SessionEndReason') },
      },
    };
  },
};

export const callCaptionsPart: Part = {
  kind: 'call',
  keys: [byCorrelation],
  follows: true,
  object: 'Message',
  tells: (said) => {
    const seconds = said.number('Duration');
    const language = said.text('SpokenLanguage');
    const text = ['Captions', language, seconds === undefined ? undefined : `for ${seconds} s`]
      .filter(Boolean)
      .join(' ');
    return { text, at: said.text('StartTime'), captions: { language, seconds, endReason: said.text('EndReason') } };
  },
};

/** The call is named by CallId; CorrelationId is the participant. */
export const callSurveyPart: Part = {
  kind: 'call',
  keys: [byCallId, byParticipant, { kind: 'participant', columns: ['CorrelationId'] }],
  follows: true,
  object: 'Message',
  tells: (said) => {
    const issues = ['OverallCallIssues', 'AudioIssues', 'VideoIssues', 'ScreenshareIssues'].flatMap((column) =>
      listed(said.text(column)),
    );
    const { rating, good } = ratingIn(said);
    const shown = rating === undefined ? '' : ` ${Math.round(rating * 100)} %`;
    return {
      text: `Survey:${shown}${issues.length === 0 ? '' : ` ${counted(issues.length, 'issue')}: ${issues.join(', ')}`}`,
      ...(good === false || issues.length > 0 ? { priority: 'Warn' } : {}),
      survey: { participant: said.text('ParticipantId') ?? said.text('CorrelationId'), rating, good, issues },
    };
  },
};

/** The first rating that was given, as part of the best possible. */
function ratingIn(said: Said): { readonly rating?: number; readonly good?: boolean } {
  for (const about of ['Overall', 'Audio', 'Video', 'Screenshare']) {
    const score = said.number(`${about}RatingScore`);
    if (score === undefined) continue;
    const low = said.number(`${about}RatingScoreLowerBound`) ?? 0;
    const high = said.number(`${about}RatingScoreUpperBound`) ?? 5;
    const threshold = said.number(`${about}RatingScoreThreshold`);
    const rating = high > low ? Math.min(1, Math.max(0, (score - low) / (high - low))) : undefined;
    return {
      ...(rating === undefined ? {} : { rating }),
      ...(threshold === undefined ? {} : { good: score >= threshold }),
    };
  }
  return {};
}
