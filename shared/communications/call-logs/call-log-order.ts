/** The order of call logs: a field by its name, and the direction beside it or as a hyphen before it. */
import { Unreadable } from '../../categories/read-value.ts';
import { nearestName } from '../../query/nearest-name.ts';
import type { ParameterReader } from '../../query/parameters.ts';
import type { Value } from '../../storage/table-store.ts';
import type { Communication } from '../communication.ts';
import type { CommunicationOrder } from '../list/communication-query.ts';
import { callLogOf } from './call-log.ts';
import { type CallLogColumnName, callLogColumn, callLogColumnNames } from './call-log-columns.ts';

interface Named {
  readonly name: CallLogColumnName;
  /** Only where a hyphen says it. */
  readonly descending?: true;
}

/** Without a parameter newest first; `order` alone has the largest first, as Wazo has it. */
export function readCallLogOrder(reader: ParameterReader): CommunicationOrder {
  const { name, descending: hyphen } = reader.one('order', namedOrder) ?? { name: 'start' };
  const direction = reader.one('direction', sortDirection);
  if (hyphen && direction === 'asc') {
    const message = `asc contradicts order=-${name}, which has the largest first; leave one of them out`;
    reader.issues.push({ path: 'direction', message });
  }
  const descending = direction !== 'asc';
  return name === 'start' && descending ? 'newest' : { name, value: orderedBy(name), descending };
}

/** Also by the words that other systems have for a field: `caller_name`, `called_number`, `destination_extension`. */
function namedOrder(text: string): Named | Unreadable {
  const hyphen = text.startsWith('-');
  const given = text
    .slice(hyphen ? 1 : 0)
    .trim()
    .toLowerCase();
  const own = given
    .replace(/^caller_/, 'source_')
    .replace(/^called_/, 'requested_')
    .replace(/_exten(sion)?$/, '_number');
  const name = callLogColumnNames.find((one) => one === own);
  if (name) return { name, ...(hyphen ? { descending: true } : {}) };
  const nearest = nearestName(own, callLogColumnNames);
  const guess = nearest ? `; did you mean ${hyphen ? '-' : ''}${nearest}?` : '';
  return new Unreadable(`must be one of ${callLogColumnNames.join(', ')}${guess}`);
}

function sortDirection(text: string): 'asc' | 'desc' | Unreadable {
  const given = text.trim().toLowerCase();
  if (given === 'asc' || given === 'desc') return given;
  const isOfCalls = /^(internal|inbound|outbound)$/.test(given);
  return new Unreadable(
    isOfCalls
      ? `must be asc or desc, for it is the direction of the order; did you mean call_direction=${given}?`
      : 'must be asc or desc',
  );
}

/** Instants as numbers, for they are written with three or seven digits; nothing counts as absent. */
function orderedBy(name: CallLogColumnName): (communication: Communication) => Value | undefined {
  const { type, value } = callLogColumn(name);
  return (communication) => {
    const shown = value(callLogOf(communication));
    if (shown === null || shown === '') return undefined;
    if (typeof shown === 'object') return shown.length === 0 ? undefined : shown.join(';');
    return type === 'time' ? Date.parse(String(shown)) : shown;
  };
}
