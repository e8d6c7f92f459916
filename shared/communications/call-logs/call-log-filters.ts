/** The filters of call logs: what each parameter means, and what of it storage can decide. */
import { Unreadable } from '../../categories/read-value.ts';
import { filledText, flag } from '../../query/parameters.ts';
import { wordOf, wordsOf } from '../../query/word-list.ts';
import { lookupForm } from '../../storage/lookup-form.ts';
import type { Filter } from '../../storage/table-store.ts';
import type { Communication } from '../communication.ts';
import { communicationFilter } from '../list/communication-filters.ts';
import type { CallLog } from './call-log.ts';
import { numberMatcher } from './call-number.ts';

export const callDirections = ['internal', 'inbound', 'outbound'] as const;
export const callStatuses = ['answered', 'blocked', 'voicemail', 'unknown'] as const;

export interface ReadCallLogFilter {
  readonly matches: (log: CallLog, communication: Communication) => boolean;
  /** Absent: nothing. */
  readonly pushed?: Filter;
}

export interface CallLogFilter {
  readonly description: string;
  readonly read: (text: string) => ReadCallLogFilter | Unreadable;
}

export const callLogFilters = {
  search: {
    description:
      'This text, letter case aside, in a name, number or identity of who called, whom it was meant for, who got it or took ' +
      'part, or in a tag. Every character stands for itself.',
    read: given(filledText, (text) => {
      // A `+` in a query string means a blank; before a digit that of a number was meant.
      const wanted = text.replace(/^ (?=\d)/, '+').toLowerCase();
      return { matches: (log) => textsOf(log).some((one) => one.toLowerCase().includes(wanted)) };
    }),
  },
  call_direction: {
    description: 'internal, inbound or outbound.',
    read: given(wordOf(callDirections), (word) => ({
      matches: ({ call_direction }) => call_direction === word,
      pushed: [{ property: 'direction', operator: 'eq', value: word }],
    })),
  },
  call_status: {
    description:
      'answered, blocked, voicemail or unknown; several with commas. Absent: all of them, also blocked calls.',
    read: given(wordsOf(callStatuses), (words) => ({
      matches: ({ call_status }) => words.includes(call_status),
    })),
  },
  number: {
    description:
      'The number of a participant, in any way of writing it; _ before or after it stands for any other digits: 1206_.',
    read: given(numberMatcher, (isWanted) => ({
      matches: ({ participants }) => participants.some(({ number }) => number !== null && isWanted(number)),
    })),
  },
  tags: {
    description: 'A tag of the call; several with commas: all of them, be they of different participants.',
    read: given(listed, (wanted) => ({
      matches: ({ tags }) => {
        const own = new Set(tags.map((tag) => tag.toLowerCase()));
        return wanted.every((tag) => own.has(tag.toLowerCase()));
      },
    })),
  },
  user_uuid: {
    description:
      'Who called or got the call, not who was merely rung: the id in the directory, or an identity; several with commas: any of them.',
    read: given(listed, (wanted) => {
      const ids = new Set(wanted.map((one) => one.toLowerCase()));
      const forms = new Set(wanted.map(lookupForm));
      return {
        matches: ({ source, destination }) =>
          [source, destination].some(
            ({ user_uuid, identity }) =>
              (user_uuid !== null && ids.has(user_uuid.toLowerCase())) ||
              (identity !== null && forms.has(lookupForm(identity))),
          ),
      };
    }),
  },
  recorded: {
    description: 'true: only calls with a recording; false: only those without.',
    read: given(flag, (wanted) => ({ matches: ({ recordings }) => recordings.length > 0 === wanted })),
  },
  conversation_id: {
    description: 'Any id of the call: its own, a correlation id, that of a connection, participant or recording.',
    read: given(filledText, (text) => {
      const wanted = text.trim().toLowerCase();
      return {
        matches: ({ id }, { ids }) =>
          id.toLowerCase() === wanted || ids.some(({ value }) => value.toLowerCase() === wanted),
      };
    }),
  },
  resource: {
    description: communicationFilter('resource').description,
    read: (text) => {
      const read = communicationFilter('resource').read(text);
      return read instanceof Unreadable ? read : { matches: (_, communication) => read.matches(communication) };
    },
  },
} as const satisfies Record<string, CallLogFilter>;

export type CallLogFilterName = keyof typeof callLogFilters;

export const callLogFilterNames = Object.keys(callLogFilters) as readonly CallLogFilterName[];

/** The row of a name, with the type that all rows share. */
export function callLogFilter(name: CallLogFilterName): CallLogFilter {
  return callLogFilters[name];
}

function given<T>(
  read: (text: string) => T | Unreadable,
  filterOf: (value: T) => ReadCallLogFilter,
): CallLogFilter['read'] {
  return (text) => {
    const value = read(text);
    return value instanceof Unreadable ? value : filterOf(value);
  };
}

function listed(text: string): readonly string[] | Unreadable {
  const parts = text.split(',').map((one) => one.trim());
  return parts.includes('') ? new Unreadable('must have commas between its parts, and none of them empty') : parts;
}

function textsOf({ source, requested, destination, participants, tags }: CallLog): string[] {
  const people = [source, requested, destination, ...participants];
  return [...people.flatMap(({ name, number, identity }) => [name ?? '', number ?? '', identity ?? '']), ...tags];
}
