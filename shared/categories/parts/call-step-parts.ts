/** How the operations of calls take part: what an application or a client did with a call, and the events that tell of it. */
import type { CallStep, KeyRule, Part, Said, Told } from '../part.ts';
import { byCallId, byConnection, byCorrelation, byOperation, byParticipant, byServerCall } from './call-keys.ts';
import { failedIn, later, operationTold, party } from './spoken.ts';

const steps: readonly (readonly [RegExp, CallStep, Told['direction']])[] = [
  [/^answer/i, 'answered', 'inbound'],
  [/^reject/i, 'rejected', 'inbound'],
  [/^redirect/i, 'redirected', 'inbound'],
  [/^transfer/i, 'transferred', undefined],
  [/^create\s*call/i, 'placed', 'outbound'],
];

const places = /^create\s*call/i;
const ends = /^(hang\s*up|terminate|reject)/i;

export const callAutomationPart: Part = {
  kind: 'call',
  keys: [byCorrelation, byConnection, byOperation, byServerCall],
  object: 'Message',
  tells: (said) => {
    const failed = failedIn(said);
    const step = failed ? undefined : steps.find(([operation]) => operation.test(said.operation));
    const told = operationTold(said);
    return {
      ...told,
      text: [told.text, said.text('SubOperationName')].filter(Boolean).join(' '),
      step: step?.[1],
      direction: step?.[2],
      ...(ends.test(said.operation) && !failed ? { end: said.time, over: true } : {}),
      // What was not placed has nothing to wait for.
      ...(places.test(said.operation) && failed ? { end: said.time, over: true } : {}),
    };
  },
};

export const callAutomationMediaPart: Part = {
  kind: 'call',
  keys: [byCorrelation, byOperation],
  object: 'Message',
  tells: (said) => {
    const told = operationTold(said);
    return { ...told, text: [told.text, said.text('ResultMessage')].filter(Boolean).join(' ') };
  },
};

export const callStreamingPart: Part = {
  kind: 'call',
  keys: [byCorrelation, byConnection],
  object: 'Message',
  tells: (said) => {
    const ms = said.number('StreamingDurationInMs');
    return {
      text: `${said.text('StreamingModality') ?? 'Streaming'}${ms === undefined ? '' : ` for ${Math.round(ms / 1000)} s`}`,
      at: said.text('StreamingStartTime'),
    };
  },
};

/** The SDK's own log: reaching the service, and what the person did. */
export const callClientPart: Part = {
  kind: 'call',
  keys: [byCallId, byParticipant],
  chatty: true,
  object: 'Connection',
  tells: (said) => ({ ...operationTold(said), at: said.text('CallClientTimeStamp') }),
};

/** Of the service's own requests nothing says that their id is a call's, unless a call has it. */
export const callRequestPart: Part = {
  kind: 'operation',
  keys: [byCorrelation],
  object: 'Connection',
  tells: operationTold,
};

const eventKeys: readonly KeyRule[] = [byCorrelation, byServerCall];

function startedBy(said: Said) {
  return party(said.text('StartedBy'), { role: 'from' });
}

export const eventCallPart: Part = {
  kind: 'call',
  keys: eventKeys,
  object: 'Message',
  tells: (said) => {
    if (!/ended/i.test(said.operation)) return { text: said.operation, start: said.time, parties: startedBy(said) };
    const seconds = said.number('CallDurationInSeconds');
    return {
      text: `${said.operation}${seconds === undefined ? '' : ` after ${seconds} s`}`,
      start: later(said.time, seconds === undefined ? undefined : -seconds),
      end: said.time,
      over: true,
      seconds,
      parties: startedBy(said),
    };
  },
};

export const eventCallParticipantPart: Part = {
  kind: 'call',
  keys: [byCorrelation, byParticipant, byServerCall],
  object: 'Message',
  tells: (said) => {
    const joins = /added/i.test(said.operation);
    const who = {
      participant: said.text('ParticipantId'),
      name: said.text('DisplayName'),
      joined: true,
      ...(joins ? { start: said.time } : {}),
    } as const;
    return { text: said.operation, parties: [...startedBy(said), ...party(said.text('Participant'), who)] };
  },
};

export const eventIncomingCallPart: Part = {
  kind: 'call',
  keys: eventKeys,
  object: 'Message',
  tells: (said) => ({
    text: `${said.text('From') ?? 'Somebody'} calls ${said.text('To') ?? 'somebody'}`,
    start: said.time,
    direction: 'inbound',
    account: said.text('To'),
    parties: [
      ...party(said.text('From'), { role: 'from', name: said.text('CallerDisplayName') }),
      ...party(said.text('To'), { role: 'to' }),
    ],
  }),
};
