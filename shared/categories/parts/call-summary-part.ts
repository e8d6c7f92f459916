/** How call summaries and usage take part: they say who took part, how long, and how it ended. */
import type { Part, PartyTold, Said } from '../part.ts';
import { byCorrelation, byParticipant } from './call-keys.ts';
import { later, party } from './spoken.ts';

/**
 * Codes by which a participant was dropped, as the workbooks of Call Diagnostics count them.
 * Source: https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes
 */
const dropped = new Set(
  '380 400 407 408 409 410 412 417 430 439 440 481 483 488 489 493 500 502 503 504 580'.split(' '),
);

function endedAs(said: Said): PartyTold['ended'] {
  const category = said.text('ResultCategory')?.toLowerCase();
  if (category !== undefined) {
    if (category === 'success') return 'success';
    return category === 'expectederror' ? 'expected' : 'failure';
  }
  const reason = said.text('ParticipantEndReason');
  if (reason === undefined) return undefined;
  if (/^(0|2\d\d)$/.test(reason)) return 'success';
  return dropped.has(reason) ? 'failure' : 'expected';
}

/** Servers mix the media and are nobody: their rows carry the id of the call as their participant. */
function isServer(said: Said): boolean {
  const participant = said.text('ParticipantId')?.toLowerCase();
  const isCall = participant !== undefined && participant === said.text('CorrelationId')?.toLowerCase();
  return isCall || said.text('EndpointType')?.toLowerCase() === 'server';
}

export const callSummaryPart: Part = {
  kind: 'call',
  keys: [byCorrelation, byParticipant],
  object: 'Message',
  tells: (said) => {
    const [participant, endpoint] = [said.text('ParticipantId'), said.text('EndpointId')];
    const value = said.text('Identifier');
    const start = said.text('CallStartTime') ?? said.text('ParticipantStartTime');
    const seconds = said.number('CallDuration');
    const endpointType = said.text('EndpointType');
    const ended = endedAs(said);
    const callType = said.text('PstnParticipantCallType')?.toLowerCase() ?? '';
    const isPhone = /^pstn$/i.test(endpointType ?? '');
    const role = isPhone && /(inbound|_in$|byotin)/.test(callType) ? ({ role: 'from' } as const) : {};
    const length = said.number('ParticipantDuration');
    const reason = said.text('ParticipantEndReason');
    const told: PartyTold = {
      ...{ value, participant, endpoint, endpointType, joined: true, ...role, seconds: length, ended },
      ...{
        start: said.text('ParticipantStartTime'),
        endReason: reason,
        endSubCode: said.text('ParticipantEndSubCode'),
      },
    };
    const who = isServer(said) ? 'Server' : (endpointType ?? 'Participant');
    return {
      text: `${who} took part${length === undefined ? '' : ` for ${length} s`}${reason ? `, ended with ${reason}` : ''}`,
      ...(ended === 'failure' ? { priority: 'Error' } : {}),
      at: said.text('ParticipantStartTime') ?? start ?? null,
      start,
      end: later(start, seconds),
      over: true,
      seconds,
      ...(isPhone && callType !== '' ? directionOf(callType) : {}),
      parties: isServer(said) ? [] : [told],
      facts: { callType: said.text('CallType'), teamsThread: said.text('TeamsThreadId') },
      replaces: {
        what: [participant, endpoint, value].join(' ').toLowerCase(),
        version: said.number('CallUpdatesVersion') ?? 0,
      },
    };
  },
};

function directionOf(callType: string) {
  if (/(inbound|_in$|byotin)/.test(callType)) return { direction: 'inbound' } as const;
  return /(outbound|_out|byotout)/.test(callType) ? ({ direction: 'outbound' } as const) : {};
}

/** A group call's usage joins by participant, that of two parties by the call; only usage has telephone numbers. */
export const usagePart: Part = {
  kind: (said) => (isTimed(said) ? 'call' : 'operation'),
  keys: [byCorrelation, byParticipant],
  object: 'Message',
  tells: (said) => {
    const participant = said.text('ParticipantId');
    const usage = {
      type: said.text('UsageType') ?? 'unknown',
      unit: said.text('UnitType') ?? 'units',
      quantity: said.number('Quantity') ?? 0,
    };
    // A record of a group call is about one participant; that of two parties names both.
    const seat = (role: 'from' | 'to') => (participant === undefined ? ({ role, guess: true } as const) : {});
    return {
      text: `${usage.quantity} ${usage.unit} of ${usage.type}`,
      at: said.text('StartTime') ?? null,
      start: said.text('StartTime'),
      end: said.text('EndTime'),
      over: true,
      usage,
      parties: [
        ...party(said.text('UserIdA'), { participant, joined: true, ...seat('from') }),
        ...party(said.text('UserIdB'), { joined: true, ...seat('to') }),
      ],
    };
  },
};

/** A message has a unit of its own, and no length. */
function isTimed(said: Said): boolean {
  return /^minutes?$/i.test(said.text('UnitType') ?? '');
}
