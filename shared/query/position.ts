/** Places in the newest-first order of all records: by time, then identity, then category. */
import type { Place } from './cursor.ts';

export interface Position {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** 32 hex digits; empty: before all records of that millisecond. */
  readonly identity: string;
  readonly slug: string;
}

/** Later than any record can be (ms), in a year that has four digits. */
export const endOfTime = Date.parse('9999-01-01T00:00:00.000Z');

/** The place before every record that is older than `until` (ms, exclusive). */
export function placeBefore(until: number): Position {
  return { time: until - 1, identity: '', slug: '' };
}

/** Negative when `a` comes first, which is the newer. */
export function comparePositions(a: Position, b: Position): number {
  if (a.time !== b.time) return b.time - a.time;
  if (a.identity !== b.identity) return a.identity < b.identity ? -1 : 1;
  return a.slug === b.slug ? 0 : a.slug < b.slug ? -1 : 1;
}

/** Whether `a` comes first; nothing comes before nothing. */
export function isBefore(a: Position | undefined, b: Position): boolean {
  return a !== undefined && comparePositions(a, b) < 0;
}

/** The place that a cursor names; undefined for what no answer gave. */
export function positionOf([time, identity, slug]: Place): Position | undefined {
  if (!Number.isInteger(time) || Math.abs(Number(time)) > endOfTime) return undefined;
  if (!/^([0-9a-f]{32})?$/.test(String(identity)) || !/^[a-z0-9-]*$/.test(String(slug))) return undefined;
  return { time: Number(time), identity: String(identity), slug: String(slug) };
}
