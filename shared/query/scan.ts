/** Records of many categories newest first: `Hours` says which partitions there are, and each is opened when its turn comes. */
import { dayOf, shardsOn, startOfDay, startOfHour } from '../storage/keys.ts';
import { hourRows } from './hour-rows.ts';
import { type Merge, merge, type Source, type Supply } from './merge.ts';
import { comparePositions, type Position, placeBefore } from './position.ts';
import { type Row, rowSource, type SourceOptions, type Wanted } from './row-source.ts';
import { isLastOfHour, type Window } from './window.ts';

/** A category to look through, down to an instant (ms, inclusive) of its own. */
export interface Searched extends Wanted {
  readonly from: number;
}

export interface ScanPlan extends SourceOptions {
  readonly searched: readonly Searched[];
  /** Only what comes after this place. */
  readonly after: Position;
  /** Asked before each round of requests: whether the time is up. */
  readonly isLate: () => boolean;
}

const hourMs = 3_600_000;

/** Opens a scan; nothing is asked of storage before the first step. */
export function scan(plan: ScanPlan): Merge<Row> {
  return merge(plan.searched.length === 0 ? nothing : supplyOf(plan), plan.isLate);
}

const nothing: Supply<Row> = { position: undefined, mustRead: false, open: () => [], read: async () => undefined };

function supplyOf(plan: ScanPlan): Supply<Row> {
  const { store, after, searched } = plan;
  const bySlug = new Map(searched.map((one) => [one.category.slug, one]));
  const from = Math.min(...searched.map((one) => one.from));
  const hours = hourRows(store, after.time, from, [...bySlug.keys()]);
  /** The oldest hour that windows opened so far cover, by category. */
  const covered = new Map<string, number>();

  function windowsAt(hour: number, slug: string): readonly [Searched, Window[]] | undefined {
    const one = bySlug.get(slug);
    if (!one || hour >= (covered.get(slug) ?? Number.POSITIVE_INFINITY)) return undefined;
    const newest = startOfHour(after.time) === hour ? after : placeBefore(hour + hourMs);
    const oldest = oldestOf(hour, newest, one.from);
    covered.set(slug, startOfHour(oldest));
    if (newest.time < one.from) return undefined;
    const { category } = one;
    const shards = shardsOn(category, dayOf(hour));
    return [one, Array.from({ length: shards }, (_, shard) => ({ category, shard, after: newest, from: oldest }))];
  }

  return {
    get position() {
      const { bound } = hours;
      if (bound === undefined) return undefined;
      return placeBefore(Math.min(startOfHour(bound) + hourMs, after.time + 1));
    },
    get mustRead() {
      return hours.next === undefined && hours.bound !== undefined;
    },
    open(before) {
      const opened: Source<Row>[] = [];
      const begins = (hour: number) => comparePositions(placeBefore(hour + hourMs), before) < 0;
      for (let row = hours.next; row && begins(row.hour); row = hours.next) {
        hours.take();
        const [wanted, windows] = windowsAt(row.hour, row.slug) ?? [];
        for (const window of windows ?? []) opened.push(rowSource(window, wanted as Searched, plan));
      }
      return opened;
    },
    read: () => hours.read(),
  };
}

/**
 * How far down one query reaches from an hour: to the start of the day, but an hour that is cut by the range or by the place
 * to go on from stands alone, because row keys can only be bounded within one partition.
 */
function oldestOf(hour: number, newest: Position, from: number): number {
  const isCut = newest.identity !== '' || !isLastOfHour(newest.time);
  if (isCut || from > hour) return Math.max(hour, from);
  const wholeFrom = startOfHour(from + hourMs - 1);
  return Math.max(startOfDay(dayOf(hour)), wholeFrom);
}
