/** A stretch of one category's records that one query of storage covers, and how it is cut smaller. */
import type { Category } from '../categories/define.ts';
import { dayOf, invertedMs, recordPartition, startOfHour } from '../storage/keys.ts';
import type { Query } from '../storage/table-store.ts';
import { type Position, placeBefore } from './position.ts';

/** Within one UTC day; over several hours only if it covers them whole. */
export interface Window {
  readonly category: Category;
  readonly shard: number;
  /** The records after this place, … */
  readonly after: Position;
  /** … down to this instant (ms), inclusive. */
  readonly from: number;
}

/** The UTC day (`20250601`) of a window. */
export function dayOfWindow({ after }: Window): string {
  return dayOf(after.time);
}

/** The key ranges of a window's rows. A row key's parts end with `-`, so what sorts after `-` ends a range. */
export function rangesOf({ category, shard, after, from }: Window): Pick<Query, 'partition' | 'rows'> {
  const newest = recordPartition(shard, after.time);
  const oldest = recordPartition(shard, from);
  if (newest !== oldest) return { partition: { from: newest, until: `${oldest}.` } };
  const rows = {
    ...(after.identity === '' && isLastOfHour(after.time) ? {} : { from: firstRow(category, after) }),
    ...(from === startOfHour(from) ? {} : { until: `${invertedMs(from)}.` }),
  };
  return { partition: newest, rows };
}

function firstRow(category: Category, { time, identity, slug }: Position): string {
  if (identity === '') return invertedMs(time);
  // The row of the place itself is still to come where another category of the same identity was the last.
  return `${invertedMs(time)}-${identity}${category.slug > slug ? '' : '.'}`;
}

/** Whether an hour ends with this millisecond. */
export function isLastOfHour(time: number): boolean {
  return startOfHour(time + 1) === time + 1;
}

const hourMs = 3_600_000;

/**
 * What is left of a window after `at`, in pieces: the hours, or of one hour eighths; so that a stretch too long to be looked
 * through in one go is left behind piece by piece. A millisecond is never cut.
 */
export function narrowed({ category, shard, from }: Window, at: Position): readonly Window[] {
  const withinHour = from >= startOfHour(at.time);
  const step = withinHour ? Math.ceil((at.time + 1 - from) / 8) : hourMs;
  const pieces: Window[] = [];
  let after = at;
  for (let end = withinHour ? at.time + 1 - step : startOfHour(at.time); end > from; end -= step) {
    pieces.push({ category, shard, after, from: end });
    after = placeBefore(end);
  }
  pieces.push({ category, shard, after, from });
  return pieces;
}
