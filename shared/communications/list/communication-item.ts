/** A communication as lists show it: a fixed table of columns, from which items, CSV, orders and documents are made. */
import type { TimeWriter } from '../../query/time-zone.ts';
import type { Value } from '../../storage/table-store.ts';
import type { Communication } from '../communication.ts';
import { rankOf } from '../telling.ts';
import { fromAndTo, partyText } from './party-text.ts';

export type ItemValue = string | number | readonly string[];

interface CommunicationColumn {
  readonly type: 'text' | 'number' | 'time' | 'list';
  readonly description: string;
  readonly value: (communication: Communication) => ItemValue | undefined;
  /** By what it is ordered, where that is not what is shown. */
  readonly orderedBy?: (communication: Communication) => Value | undefined;
}

export const communicationColumns = {
  id: { type: 'text', description: 'Its id.', value: ({ id }) => id },
  kind: { type: 'text', description: 'call, email, sms, chat or operation.', value: ({ kind }) => kind },
  state: {
    type: 'text',
    description: 'Processing, Successful, Warning, Failed, or Stale: it began and never ended.',
    value: ({ state }) => state,
  },
  outcome: { type: 'text', description: 'What became of it, as a code.', value: ({ outcome }) => outcome },
  start: { type: 'time', description: 'When it began.', value: ({ start }) => start },
  end: { type: 'time', description: 'When it ended; absent while it has not.', value: ({ end }) => end },
  seconds: { type: 'number', description: 'How long it lasted.', value: ({ seconds }) => seconds },
  direction: { type: 'text', description: 'inbound, outbound or internal.', value: ({ direction }) => direction },
  account: {
    type: 'text',
    description: "The own side by which it went: a sender's domain, a number.",
    value: ({ account }) => account,
  },
  resource: {
    type: 'text',
    description: 'The name of the Communication Services resource.',
    value: ({ resource }) => resource && resourceName(resource),
  },
  from: {
    type: 'list',
    description: 'Who began it: name and value.',
    value: (communication) => fromAndTo(communication).from.map(partyText),
  },
  to: {
    type: 'list',
    description: 'Whom it was meant for: names and values.',
    value: (communication) => fromAndTo(communication).to.map(partyText),
  },
  delivery: {
    type: 'text',
    description: 'The last delivery status of its recipients, the worst first, with counts.',
    value: ({ delivery }) => delivery?.text,
  },
  deliveryEver: {
    type: 'list',
    description: 'Every delivery status that any recipient ever had.',
    value: ({ delivery }) => delivery?.ever,
  },
  opens: { type: 'number', description: 'How often it was opened.', value: ({ engagement }) => engagement?.opens },
  clicks: {
    type: 'number',
    description: 'How often a link in it was clicked.',
    value: ({ engagement }) => engagement?.clicks,
  },
  priority: {
    type: 'text',
    description: 'The highest of its records: Trace, Debug, Info, Notice, Warn or Error.',
    value: ({ priority }) => priority,
    orderedBy: ({ priority }) => rankOf(priority),
  },
  tags: { type: 'list', description: 'The tags of all who took part.', value: ({ tags }) => tags },
  records: { type: 'number', description: 'How many records tell of it.', value: ({ records }) => records },
  categories: {
    type: 'list',
    description: 'The categories of its records, as slugs.',
    value: ({ categories }) => categories,
  },
  callStatus: {
    type: 'text',
    description: 'Of a call: answered, blocked, voicemail or unknown.',
    value: ({ call }) => call?.status,
  },
  quality: {
    type: 'text',
    description: 'Of a call: how many of its media streams were poor; ordered by the poor ones.',
    value: ({ call }) => call?.quality && `${call.quality.poor} of ${call.quality.streams} streams poor`,
    orderedBy: ({ call }) => call?.quality?.poor,
  },
  recordingSeconds: {
    type: 'number',
    description: 'Of a call: how long its recordings are in all.',
    value: ({ call }) => secondsOf(call?.recordings ?? []),
  },
  usage: {
    type: 'text',
    description: 'What was billed; ordered by the first quantity.',
    value: ({ usage }) =>
      usage.map(({ quantity, unit, type }) => `${quantity} ${unit} ${type}`).join(', ') || undefined,
    orderedBy: ({ usage }) => usage[0]?.quantity,
  },
} as const satisfies Record<string, CommunicationColumn>;

export type CommunicationColumnName = keyof typeof communicationColumns;

export const communicationColumnNames = Object.keys(communicationColumns) as readonly CommunicationColumnName[];

/** The row of a column, with the type that all rows share. */
export function communicationColumn(name: CommunicationColumnName): CommunicationColumn {
  return communicationColumns[name];
}

/** The item of a list: the columns that have a value, times in the zone of the writer. */
export function communicationItem(communication: Communication, time: TimeWriter): Record<string, ItemValue> {
  const item: Record<string, ItemValue> = {};
  for (const name of communicationColumnNames) {
    const { type, value } = communicationColumn(name);
    const shown = value(communication);
    if (shown !== undefined) item[name] = type === 'time' ? time(String(shown)) : shown;
  }
  return item;
}

/** The item as a line of CSV: lists with `;` between their texts. */
export function communicationCells(item: Readonly<Record<string, ItemValue>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, typeof value === 'object' ? value.join(';') : value]),
  );
}

/** By what a column orders. */
export function orderValue(name: CommunicationColumnName): (communication: Communication) => Value | undefined {
  const { value, orderedBy } = communicationColumn(name);
  if (orderedBy) return orderedBy;
  return (communication) => {
    const shown = value(communication);
    return typeof shown === 'object' ? shown.join(';') : shown;
  };
}

/** The last part of a resource's id. */
export function resourceName(id: string): string {
  return id.split('/').at(-1) ?? id;
}

function secondsOf(recordings: readonly { readonly seconds?: number | undefined }[]): number | undefined {
  const known = recordings.flatMap(({ seconds }) => (seconds === undefined ? [] : [seconds]));
  return known.length === 0 ? undefined : known.reduce((sum, seconds) => sum + seconds, 0);
}
