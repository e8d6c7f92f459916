/** Communications of some kinds newest first, over all days that have any: one request says which, the others bring rows. */
import type { CommunicationKind } from '../../categories/part.ts';
import { type Merge, merge, type Source, type Supply } from '../../query/merge.ts';
import { endOfTime, isBefore, type Position, placeBefore } from '../../query/position.ts';
import type { Reading } from '../../query/reading.ts';
import { isShown } from '../../retention/is-shown.ts';
import type { Filter } from '../../storage/table-store.ts';
import { kindNamed, kindNames } from '../kinds.ts';
import type { CommunicationQuery } from './communication-query.ts';
import { dayOfTable, dayRows, type Found } from './day-rows.ts';

export interface ScanOptions {
  /** Asked before each round of requests: whether the time is up. */
  readonly isLate: () => boolean;
  readonly pageRows: number;
  /** How many are still wanted; absent: all. */
  readonly wanted?: () => number;
  /** Only what comes after this place. */
  readonly after?: Position;
  /** The tables of days, where they are known. */
  readonly tables?: readonly string[];
}

type Looked = Pick<CommunicationQuery, 'from' | 'until' | 'kinds' | 'pushed' | 'matches'>;

const dayMs = 86_400_000;

/** Opens a scan; nothing is asked of storage before the first step. */
export function scanCommunications(reading: Reading, query: Looked, options: ScanOptions): Merge<Found> {
  const { store, now } = reading;
  const { kinds, matches } = query;
  const from = Math.max(query.from, reading.notBefore());
  const start = placeBefore(Math.min(query.until, endOfTime));
  const after = options.after && isBefore(start, options.after) ? options.after : start;
  const wanted = new Set(kinds);
  let opened = false;
  let read = false;
  let sources: Source<Found>[] = [];
  const supply: Supply<Found> = {
    get position() {
      return opened || after.time < from || kinds.length === 0 ? undefined : after;
    },
    get mustRead() {
      return !read;
    },
    async read() {
      const all = options.tables ?? (await daysWithAny(reading));
      const tables = all.filter((table) => {
        const day = dayOfTable(table);
        return day <= after.time && day + dayMs > from;
      });
      sources = partitionsOf(query).map((partition) =>
        dayRows({
          ...{ store, now, tables, partition, after, from },
          filter: [...query.pushed, ...kindsWithin(partition, wanted)],
          keep: (one) => wanted.has(one.kind) && isShown(reading, one) && matches(one),
          pageRows: Math.min(options.pageRows, 1000),
          wanted: options.wanted ?? (() => Number.POSITIVE_INFINITY),
        }),
      );
      read = true;
    },
    open() {
      if (opened || !read) return [];
      opened = true;
      return sources;
    },
  };
  return merge(supply, options.isLate);
}

/** Tables `Communications{yyyymmdd}`, newest first. */
export async function daysWithAny({ store }: Pick<Reading, 'store'>): Promise<readonly string[]> {
  const tables = await store.listTables('Communications');
  const days = tables.filter((table) => /^Communications\d{8}$/.test(table) && !Number.isNaN(dayOfTable(table)));
  return days.toSorted().toReversed();
}

export function partitionsOf({ kinds }: Pick<CommunicationQuery, 'kinds'>): readonly string[] {
  return [...new Set(kinds.map((kind) => kindNamed(kind).partition))];
}

/** Where a partition holds several kinds, and not all are looked for, storage leaves the others out. */
function kindsWithin(partition: string, wanted: ReadonlySet<CommunicationKind>): Filter {
  const held = kindNames.filter((kind) => kindNamed(kind).partition === partition);
  const some = held.filter((kind) => wanted.has(kind));
  return some.length === held.length ? [] : [some.map((value) => ({ property: 'kind', operator: 'eq', value }))];
}
