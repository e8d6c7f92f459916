/** Where a page of the newest ended, as cursors name it. */
import type { Place } from '../../query/cursor.ts';
import { endOfTime, type Position } from '../../query/position.ts';
import { partitions } from '../kinds.ts';

export interface ListPlace {
  readonly position: Position;
  /** Matches that are still to be passed over. */
  readonly skip: number;
}

export function cursorPlace({ time, identity, slug }: Position, skip = 0): Place {
  return skip === 0 ? [time, identity, slug] : [time, identity, slug, skip];
}

/** The place that a cursor names; undefined for what no answer gave. */
export function positionAt([time, identity, slug, skip = 0]: Place): ListPlace | undefined {
  const isTime = Number.isInteger(time) && Math.abs(Number(time)) <= endOfTime;
  const isId = /^[a-z0-9-]{0,100}$/.test(String(identity));
  const isPartition = slug === '' || (partitions as readonly unknown[]).includes(slug);
  if (!isTime || !isId || !isPartition || !Number.isInteger(skip)) return undefined;
  return { position: { time: Number(time), identity: String(identity), slug: String(slug) }, skip: Number(skip) };
}
