/** The columns that a call's summary and its updates share. */
import { id, json, long, text, time, word } from './columns.ts';
import {
  category,
  correlationId,
  endpointId,
  endpointType,
  identifier,
  operationOf,
  operationVersion,
  sdkVersion,
  timeGenerated,
  tpe,
} from './standard-columns.ts';

export const callSummaryColumns = [
  timeGenerated,
  operationOf('CallSummary'),
  operationVersion,
  category,
  correlationId,
  identifier,
  time('CallStartTime', 'When the first user joined the call.'),
  long('CallDuration', 'How long the call lasted.', { unit: 'seconds' }),
  word('CallType', 'Two parties or more.', { vocabulary: ['P2P', 'Group'] }),
  id('TeamsThreadId', 'The Teams meeting, where the call belongs to one.'),
  id('ParticipantId', 'Identifies the participant of a group call; absent in two-party calls.'),
  time('ParticipantStartTime', 'When the participant joined.'),
  long('ParticipantDuration', 'How long the participant took part.', { unit: 'seconds' }),
  word('ParticipantEndReason', 'Why the participant left, as a code.'),
  word('ParticipantEndSubCode', 'Why the participant left, in more detail, as a code.'),
  word('ResultCategory', 'How the participant ended.', {
    vocabulary: ['Success', 'ExpectedError', 'UnexpectedClientError', 'UnexpectedServerError'],
  }),
  id('ParticipantTenantId', 'The Entra tenant of the participant.', { lookup: false }),
  word('ParticipantType', 'Kind of the participant: ACS, Teams, PSTN.'),
  word('PstnParticipantCallType', 'Kind and direction of a telephone participant.'),
  endpointId,
  endpointType,
  sdkVersion,
  text('OsVersion', 'Operating system of the endpoint.'),
  json('DiagnosticOptions', 'Marks that the application gave its calls for diagnostics.'),
  json('CallDebuggingInfo', 'Links to the call diagnostics of the portal.'),
  tpe,
] as const;

/** Columns that tell the participants' rows of one call apart. */
export const callSummaryIdentity = ['EndpointId', 'ParticipantId', 'Identifier', 'ParticipantStartTime'] as const;

/** Senders label updates as summaries; only an update has a version. */
export const callSummaryToldApart = {
  by: 'CallUpdatesVersion',
  present: 'CallSummaryUpdates',
  absent: 'CallSummary',
} as const;
