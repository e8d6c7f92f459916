/** Where a communication stands: `Communications{yyyymmdd}` of the day of its start, newest first. */
import { dayOf, startOfDay } from '../../storage/keys.ts';
import type { Communication } from '../communication.ts';
import { kindNamed } from '../kinds.ts';

export interface Location {
  readonly table: string;
  readonly partitionKey: string;
  readonly rowKey: string;
}

const dayMs = 86_400_000;

export function communicationsTable(day: string): string {
  return `Communications${day}`;
}

/** The millisecond within the day, counted so that later ones sort first: 8 digits. */
export function invertedInDay(time: number): string {
  return String(dayMs - 1 - (((time % dayMs) + dayMs) % dayMs)).padStart(8, '0');
}

export function locationOf({ id, kind, start }: Pick<Communication, 'id' | 'kind' | 'start'>): Location {
  const time = Date.parse(start);
  return {
    table: communicationsTable(dayOf(time)),
    partitionKey: kindNamed(kind).partition,
    rowKey: `${invertedInDay(time)}-${id}`,
  };
}

/** The start (ms) and id of a row of a day's table. */
export function readLocation(table: string, rowKey: string): { start: number; id: string } {
  const day = table.slice('Communications'.length);
  return { start: startOfDay(day) + dayMs - 1 - Number(rowKey.slice(0, 8)), id: rowKey.slice(9) };
}

export function locationText({ table, partitionKey, rowKey }: Location): string {
  return `${table}/${partitionKey}/${rowKey}`;
}

export function locationFrom(text: string): Location {
  const [table = '', partitionKey = '', rowKey = ''] = text.split('/');
  return { table, partitionKey, rowKey };
}
