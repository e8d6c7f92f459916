/** A call as call logs show it: who called, whom it was meant for and who got it, kept apart. */
import type { Direction } from '../../categories/part.ts';
import type { CallDetails, Communication, CommunicationState, Party } from '../communication.ts';
import { isMailbox } from '../took-part.ts';
import { type CallLogParticipant, type CallLogParty, callLogParty, noParty, participantsOf } from './call-log-party.ts';
import { type DestinationDetails, destinationDetailsOf } from './destination-details.ts';

export interface CallLogRecording {
  readonly id: string | null;
  readonly start_time: string | null;
  readonly end_time: string | null;
  /** In seconds. */
  readonly duration: number | null;
  readonly format: string | null;
}

/** Names are Wazo's. Instants are UTC texts, lengths seconds; null: not known, or there is none. */
export interface CallLog {
  readonly id: string;
  readonly start: string;
  readonly answer: string | null;
  readonly end: string | null;
  readonly answered: boolean;
  /** From the answer to the end. */
  readonly duration: number | null;
  /** From the start to the end. */
  readonly period: number | null;
  readonly call_direction: Direction | null;
  readonly call_status: CallDetails['status'];
  readonly conversation_id: string | null;
  readonly state: CommunicationState;
  readonly source: CallLogParty;
  /** Whom it was meant for. */
  readonly requested: CallLogParty;
  /** Who got it; where nobody did, who was rung last. */
  readonly destination: CallLogParty;
  readonly destination_details: DestinationDetails;
  readonly participants: readonly CallLogParticipant[];
  /** Participants beyond those listed. */
  readonly participants_omitted?: number;
  readonly tags: readonly string[];
  readonly recordings: readonly CallLogRecording[];
  readonly quality: { readonly streams: number; readonly poor: number; readonly why: readonly string[] } | null;
  readonly steps: readonly string[];
  readonly link: string;
}

const noDetails: CallDetails = { status: 'unknown', steps: [], recordings: [], captions: [], surveys: [] };

export function callLogOf(communication: Communication): CallLog {
  const { partiesOmitted } = communication;
  const { id, start, end = null, seconds, direction = null, state, parties, ids, tags } = communication;
  const call = communication.call ?? noDetails;
  const at = (place: number | undefined) => (place === undefined ? undefined : parties[place]);
  const [source, requested] = [at(call.caller), at(call.requested)];
  const destination = at(call.reached) ?? lastRung(parties, source) ?? requested;
  const answer = call.answer ?? null;
  const reached = reachedParty(destination, requested);
  return {
    ...{ id, start, answer, end, answered: answer !== null },
    duration: answer === null || end === null ? null : secondsBetween(answer, end),
    period: seconds === undefined ? null : Math.max(0, Math.round(seconds)),
    call_direction: direction,
    call_status: call.status,
    conversation_id: ids.find(({ kind }) => kind === 'call')?.value ?? null,
    state,
    source: callLogParty(source),
    requested: callLogParty(requested),
    destination: reached,
    destination_details: destinationDetailsOf(communication, reached),
    participants: participantsOf(parties, { source, requested, answered: answer !== null }),
    ...(partiesOmitted === undefined ? {} : { participants_omitted: partiesOmitted }),
    tags,
    recordings: call.recordings.map(recordingOf),
    quality: call.quality ?? null,
    steps: call.steps,
    link: `/api/communications/${id}`,
  };
}

/** Parties stand in the order in which they came. */
function lastRung(parties: readonly Party[], source: Party | undefined): Party | undefined {
  return parties.findLast((party) => party !== source && party.joined && party.start !== undefined);
}

/** A mailbox is somebody's. */
function reachedParty(destination: Party | undefined, requested: Party | undefined): CallLogParty {
  if (!destination) return noParty;
  const shown = callLogParty(destination);
  const isNobody = isMailbox(destination) && destination.value === undefined && requested !== destination;
  return isNobody ? { ...callLogParty(requested), endpoint_type: shown.endpoint_type } : shown;
}

function recordingOf({ id, start, seconds, format }: CallDetails['recordings'][number]): CallLogRecording {
  const began = start === undefined ? Number.NaN : Date.parse(start);
  const end = seconds === undefined || Number.isNaN(began) ? null : new Date(began + seconds * 1000).toISOString();
  return {
    ...{ id: id ?? null, start_time: start ?? null, end_time: end },
    ...{ duration: seconds ?? null, format: format ?? null },
  };
}

function secondsBetween(from: string, until: string): number {
  return Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / 1000));
}
