/** Calls of several kinds as senders write them, and the call logs made of them without a store. */
import { type CallLog, callLogOf } from '../../../shared/communications/call-logs/call-log.ts';
import { resource } from '../../ingest/events.ts';
import { type Fold, folded } from '../reading.ts';
import { at, call, log, type Sent, summary } from '../stories.ts';

export const outside = '+12065550117';
export const desk = '+18335550142';

/** The event that rings, from a number or identity to another. */
export const incoming = (from: string, to: string, time = at(0), id = `incoming-${to}`): Sent => ({
  id,
  topic: resource,
  subject: `/caller/${from}/recipient/${to}`,
  eventType: 'Microsoft.Communication.IncomingCall',
  eventTime: time,
  data: {
    to: { rawId: to.replace(/^\+/, '4:+') },
    from: { rawId: from.replace(/^\+/, '4:+') },
    serverCallId: `server-${call}`,
    correlationId: call,
  },
  dataVersion: '1.0',
  metadataVersion: '1',
});

/** What an application did with the call. */
export const step = (operationName: string, time = at(0, 2)): Sent =>
  log(
    'CallAutomationOperational',
    time,
    { operationName, correlationId: call, resultType: 'Succeeded', resultSignature: 200 },
    { callConnectionId: 'conn-1', operationId: `op-${operationName}` },
  );

/** A participant who came so many seconds after the call began. */
export const joins = (identifier: string, second: number, over: Sent = {}): Sent =>
  summary({}, { identifier, endpointId: `e-${identifier}-${second}`, participantStartTime: at(0, second), ...over });

/** A telephone line, whose summary has no number. */
export const line = (second: number, over: Sent = {}): Sent =>
  joins('null', second, { endpointType: 'PSTN', endpointId: `line-${second}`, ...over });

/** The usage record of a call of two, the only one that has numbers. */
export const usageOf = (userIdA: string, userIdB: string, over: Sent = {}): Sent =>
  log(
    'Usage',
    at(10),
    { operationName: 'CallParticipant', correlationId: call },
    {
      ...{ recordId: `r-${userIdA}`, usageType: 'PSTN', unitType: 'minutes', quantity: '0.0333' },
      ...{ startTime: at(0), endTime: at(2, 5), participantId: 'null', userIdA, userIdB, ...over },
    },
  );

/** Who was rung and did not take it. */
export const notTaken = (seconds: number): Sent => ({ participantDuration: seconds, participantEndReason: '487' });

export const callLog = (sent: readonly Sent[], fold?: Fold): CallLog => callLogOf(folded(sent, fold));
