/** Who began a communication and whom it was meant for, as lists show them. */
import type { Communication, Party } from '../communication.ts';

export interface FromAndTo {
  readonly from: readonly Party[];
  readonly to: readonly Party[];
}

/** Of a call, the caller is on the one side; where nobody is named as called, all others who joined are on the other. */
export function fromAndTo({ kind, parties, call }: Pick<Communication, 'kind' | 'parties' | 'call'>): FromAndTo {
  const caller = call?.caller === undefined ? undefined : parties[call.caller];
  const from = parties.filter((party) => party === caller || (party.role === 'from' && caller === undefined));
  const named = parties.filter((party) => party.role === 'to' && party !== caller);
  const joined = parties.filter((party) => party.joined && !from.includes(party));
  return { from, to: kind === 'call' && named.length === 0 ? joined : named };
}

/** `Ann Example <+18335550142>`: the name and the value, as far as there are any. */
export function partyText({ name, value, participant }: Party): string {
  if (value === undefined) return name ?? participant ?? '';
  return name === undefined || name === value ? value : `${name} <${value}>`;
}
