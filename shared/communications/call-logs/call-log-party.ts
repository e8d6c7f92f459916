/** Somebody of a call log: a number only where it is one, an identity otherwise, and who it is by the directory. */
import type { Party } from '../communication.ts';
import { isNumber } from '../party-type.ts';
import { isMailbox, tookPart } from '../took-part.ts';

export interface CallLogParty {
  readonly name: string | null;
  /** Of a telephone or an extension. */
  readonly number: string | null;
  /** Of Communication Services, Teams, a bot, or whatever is no number. */
  readonly identity: string | null;
  /** The id in the directory. */
  readonly user_uuid: string | null;
  readonly endpoint_type: string | null;
}

export interface CallLogParticipant extends CallLogParty {
  readonly role: 'source' | 'destination';
  /** Whom the call was meant for. */
  readonly requested: boolean;
  /** Was in the call, and not only rung. */
  readonly answered: boolean;
  readonly start: string | null;
  /** In seconds. */
  readonly duration: number | null;
  readonly end_reason: string | null;
  readonly tags: readonly string[];
}

export const noParty: CallLogParty = {
  ...{ name: null, number: null, identity: null, user_uuid: null, endpoint_type: null },
};

export function callLogParty(party: Party | undefined): CallLogParty {
  if (!party) return noParty;
  const { name = null, value = null, person = null, endpointType = null } = party;
  const number = value !== null && isNumber(value) ? value : null;
  return {
    ...{ name, number, identity: number === null ? value : null },
    ...{ user_uuid: person, endpoint_type: endpointType },
  };
}

export interface Seats {
  readonly source: Party | undefined;
  readonly requested: Party | undefined;
  /** Whether the call was answered. */
  readonly answered: boolean;
}

/** Everybody whom the records name, those too whom it only rang. */
export function participantsOf(parties: readonly Party[], seats: Seats): readonly CallLogParticipant[] {
  return parties.map((party) => ({
    ...callLogParty(party),
    role: party === seats.source ? 'source' : 'destination',
    requested: party === seats.requested,
    answered: party === seats.source ? seats.answered : hasTaken(party),
    start: party.start ?? null,
    duration: party.seconds ?? null,
    end_reason: party.endReason ?? null,
    tags: party.tags ?? [],
  }));
}

/** Of those whom only usage names, nothing says that they were there. */
function hasTaken(party: Party): boolean {
  return tookPart(party) && !isMailbox(party) && (party.start !== undefined || party.seconds !== undefined);
}
