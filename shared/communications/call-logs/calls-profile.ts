/** The file `profile=calls`: the five columns of the call logs that Wazo gives, to the letter. */
import type { TimeWriter } from '../../query/time-zone.ts';
import type { Communication } from '../communication.ts';
import { type CallLog, callLogOf } from './call-log.ts';
import type { CallLogParty } from './call-log-party.ts';

export const callsProfileColumns = ['Call Date', 'Caller', 'Called', 'Period', 'user Field'] as const;

/**
 * `Call Date`: the start in the zone of the writer, without offset and fraction. `Caller`: name and number. `Called`: the
 * same of whom the call was meant for; who got it where nobody was meant. `Period`: whole seconds. `user Field`: what the
 * directory has for the participants, each part once. Nothing where nothing is known.
 */
export function callsCells(communication: Communication, write: TimeWriter): Readonly<Record<string, string | number>> {
  const log = callLogOf(communication);
  const fields = communication.parties.flatMap(({ tags = [] }) => tags);
  const cells = {
    'Call Date': write(log.start).slice(0, 19),
    Caller: shownParty(log.source),
    Called: shownParty(calledIn(log)),
    Period: log.period ?? '',
    'user Field': [...new Set(fields)].join(','),
  };
  return Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== ''));
}

function calledIn({ requested, destination }: CallLog): CallLogParty {
  return shownParty(requested) === '' ? destination : requested;
}

/** `Alice (1001)`; `1002` without a name; of somebody without a number the identity. */
function shownParty({ name, number, identity }: CallLogParty): string {
  const value = number ?? identity;
  if (value === null) return name ?? '';
  return name === null || name === value ? value : `${name} (${value})`;
}
