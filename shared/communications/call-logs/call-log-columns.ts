/** The columns of call logs: of the file `profile=full`, whatever the data, and what lists can be ordered by. */
import type { TimeWriter } from '../../query/time-zone.ts';
import type { CallLog } from './call-log.ts';
import type { CallLogParty } from './call-log-party.ts';

type Cell = string | number | boolean | null;

interface CallLogColumn {
  readonly type: 'text' | 'number' | 'truth' | 'time' | 'list';
  readonly description: string;
  readonly value: (log: CallLog) => Cell | readonly string[];
}

type Seat = 'source' | 'requested' | 'destination';

/** Prefix, who it is, and the columns of that one. */
function columnsOf<const Name extends Seat>(seat: Name, who: string) {
  const column = (description: string, member: keyof CallLogParty) =>
    ({ type: 'text', description: `${who}: ${description}`, value: (log: CallLog) => log[seat][member] }) as const;
  return {
    [`${seat}_name`]: column('the name.', 'name'),
    [`${seat}_number`]: column('the telephone number or extension.', 'number'),
    [`${seat}_identity`]: column('the identity, where it is no number.', 'identity'),
    [`${seat}_user_uuid`]: column('the id in the directory.', 'user_uuid'),
    [`${seat}_endpoint_type`]: column('VoIP, PSTN, Bot, Voicemail and the like.', 'endpoint_type'),
  } as Record<`${Name}_${keyof CallLogParty}`, CallLogColumn>;
}

export const callLogColumns = {
  id: { type: 'text', description: 'The id of the communication.', value: ({ id }) => id },
  start: { type: 'time', description: 'When it began.', value: ({ start }) => start },
  answer: { type: 'time', description: 'When it was answered.', value: ({ answer }) => answer },
  end: { type: 'time', description: 'When it ended.', value: ({ end }) => end },
  answered: { type: 'truth', description: 'Whether it was answered.', value: ({ answered }) => answered },
  duration: { type: 'number', description: 'Seconds from answer to end.', value: ({ duration }) => duration },
  period: { type: 'number', description: 'Whole seconds that it lasted.', value: ({ period }) => period },
  call_direction: {
    type: 'text',
    description: 'internal, inbound or outbound.',
    value: ({ call_direction }) => call_direction,
  },
  call_status: {
    type: 'text',
    description: 'answered, blocked, voicemail or unknown.',
    value: ({ call_status }) => call_status,
  },
  conversation_id: {
    type: 'text',
    description: 'The correlation id of the call.',
    value: ({ conversation_id }) => conversation_id,
  },
  state: {
    type: 'text',
    description: 'Processing, Successful, Warning, Failed or Stale.',
    value: ({ state }) => state,
  },
  ...columnsOf('source', 'Who called'),
  ...columnsOf('requested', 'Whom it was meant for'),
  ...columnsOf('destination', 'Who got it'),
  destination_type: {
    type: 'text',
    description: 'user, group, meeting, voicemail, bot or unknown.',
    value: ({ destination_details }) => destination_details.type,
  },
  participants: {
    type: 'number',
    description: 'How many are named as taking part.',
    value: ({ participants, participants_omitted = 0 }) => participants.length + participants_omitted,
  },
  tags: { type: 'list', description: 'The tags of all participants.', value: ({ tags }) => tags },
  recordings: {
    type: 'number',
    description: 'How many recordings there are.',
    value: ({ recordings }) => recordings.length,
  },
  recording_seconds: {
    type: 'number',
    description: 'How long the recordings are together.',
    value: ({ recordings }) =>
      recordings.length === 0 ? null : recordings.reduce((sum, { duration }) => sum + (duration ?? 0), 0),
  },
  recording_ids: {
    type: 'list',
    description: 'The ids of the recordings.',
    value: ({ recordings }) => recordings.flatMap(({ id }) => id ?? []),
  },
  quality_streams: {
    type: 'number',
    description: 'How many media streams were measured.',
    value: ({ quality }) => quality?.streams ?? null,
  },
  quality_poor: {
    type: 'number',
    description: 'How many of them were poor.',
    value: ({ quality }) => quality?.poor ?? null,
  },
  quality_why: { type: 'list', description: 'What was poor.', value: ({ quality }) => quality?.why ?? [] },
  steps: {
    type: 'list',
    description: 'What an application did with it: answered, rejected, redirected, transferred, placed.',
    value: ({ steps }) => steps,
  },
  link: { type: 'text', description: 'Where the whole communication is read.', value: ({ link }) => link },
} as const satisfies Record<string, CallLogColumn>;

export type CallLogColumnName = keyof typeof callLogColumns;

export const callLogColumnNames = Object.keys(callLogColumns) as readonly CallLogColumnName[];

/** The row of a column, with the type that all rows share. */
export function callLogColumn(name: CallLogColumnName): CallLogColumn {
  return callLogColumns[name];
}

/** A line of `profile=full`: times in the zone of the writer, lists with `;` between their texts, nothing for null. */
export function fullCells(log: CallLog, write: TimeWriter): Readonly<Record<string, string | number | boolean>> {
  const cells: Record<string, string | number | boolean> = {};
  for (const name of callLogColumnNames) {
    const { type, value } = callLogColumn(name);
    const shown = value(log);
    if (shown === null) continue;
    if (typeof shown === 'object') {
      if (shown.length > 0) cells[name] = shown.join(';');
    } else cells[name] = type === 'time' ? write(String(shown)) : shown;
  }
  return cells;
}
