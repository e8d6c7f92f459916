/** The time line of a communication: an entry for each of its records, in order of time, and its outcome last of all. */
import type { Priority } from '../../categories/part.ts';
import type { Communication } from '../communication.ts';
import { rankOf, type Telling } from '../telling.ts';
import { outcomeWords } from './outcome-words.ts';

export interface Entry {
  /** From 1. */
  readonly number: number;
  /** UTC. */
  readonly at: string;
  readonly priority: Priority;
  /** The category's title and the operation. */
  readonly module: string;
  readonly object?: 'Connection' | 'Message';
  readonly text: string;
  /** The id of the record; the outcome has none. */
  readonly record?: string;
  /** Since the entry before, where it is a second or more. */
  readonly gapSeconds?: number;
  /** Of the last entry: the code of the outcome. */
  readonly outcome?: string;
}

/** Entries that are shown at most, beside the outcome. */
export const mostEntries = 1000;

/** All entries; only the first {@link mostEntries} records have one. */
export function timeLine(tellings: readonly Telling[], communication: Communication): Entry[] {
  const { outcome, newest } = communication;
  const ordered = tellings
    .map((telling) => ({ telling, at: telling.at ?? new Date(telling.record.time).toISOString() }))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.telling.record.time - b.telling.record.time);
  const entries = ordered.slice(0, mostEntries).map(({ telling, at }, index): Entry => {
    const module = moduleOf(telling);
    const before = ordered[index - 1];
    const gap = before === undefined ? 0 : Math.floor((Date.parse(at) - Date.parse(before.at)) / 1000);
    return {
      ...{ number: index + 1, at, priority: telling.priority, module, object: telling.part.object },
      text: telling.told.text.trim() || `(no text was given by module ${module})`,
      record: telling.id,
      ...(gap >= 1 ? { gapSeconds: gap } : {}),
    };
  });
  const { sentence } = outcomeWords(communication);
  const at = entries.at(-1)?.at ?? newest;
  return [
    ...entries,
    { number: entries.length + 1, at, priority: 'Info', module: 'Commlog / outcome', text: sentence, outcome },
  ];
}

export interface EntryFilter {
  /** This and above. */
  readonly priority?: Priority | undefined;
  /** In text, module, time or code, letter case aside. */
  readonly search?: string | undefined;
}

/** The outcome is always among them. */
export function shownEntries(entries: readonly Entry[], { priority, search }: EntryFilter): readonly Entry[] {
  const wanted = search?.toLowerCase() ?? '';
  return entries.filter((entry) => {
    if (entry.outcome !== undefined) return true;
    const texts = [entry.text, entry.module, entry.record ?? ''];
    return (
      (priority === undefined || rankOf(entry.priority) >= rankOf(priority)) &&
      texts.some((text) => text.toLowerCase().includes(wanted))
    );
  });
}

function moduleOf({ record }: Telling): string {
  const operation = record.columns['OperationName'];
  const { title } = record.category;
  return operation === undefined || operation === '' ? title : `${title} / ${operation}`;
}
