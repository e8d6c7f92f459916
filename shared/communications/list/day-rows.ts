/** The communications of one partition, day after day, newest first, a page at a time; days that are sparse are read ahead. */
import type { Source } from '../../query/merge.ts';
import { type Position, placeBefore } from '../../query/position.ts';
import { startOfDay } from '../../storage/keys.ts';
import type { Filter, KeyRange, Page, TableStore } from '../../storage/table-store.ts';
import type { Communication } from '../communication.ts';
import { fromRow, type StoredCommunication } from '../gather/communication-row.ts';
import { invertedInDay, readLocation } from '../gather/location.ts';

export interface Found {
  readonly stored: StoredCommunication;
  /** `identity`: the id; `slug`: the partition. */
  readonly position: Position;
}

export interface DayRowsOptions {
  readonly store: TableStore;
  readonly now: () => number;
  /** Tables of days, newest first. */
  readonly tables: readonly string[];
  readonly partition: string;
  readonly filter: Filter;
  readonly keep: (communication: Communication) => boolean;
  /** Only what comes after this place, … */
  readonly after: Position;
  /** … down to this instant (ms), inclusive. */
  readonly from: number;
  /** Rows of the first page; each later one of a day has twice as many. */
  readonly pageRows: number;
  /** How many are still wanted: so many days, at most, are read ahead. */
  readonly wanted: () => number;
}

const dayMs = 86_400_000;
const mostPageRows = 1000;
const mostDaysAtOnce = 8;
/** A query that brings nothing for so long (ms) is asked again for less, so that it can be said how far it looked. */
const stalledMs = 4000;

/** Row keys of a day, down to an instant (ms, inclusive). */
interface Range {
  readonly rows: KeyRange;
  readonly last: number;
}

export function dayRows(options: DayRowsOptions): Source<Found> {
  const { store, now, partition, filter, after } = options;
  const from = Math.max(options.from, Number.MIN_SAFE_INTEGER);
  const days = [...options.tables];
  const ahead = new Map<string, Page>();
  let rows: Found[] = [];
  let at = 0;
  /** Everything before this place has been read. */
  let scanned: Position = placeOfDay(days[0]);
  let limit = options.pageRows;
  let continuation: string | undefined;
  let range: Range | undefined;
  let atOnce = 1;
  /** How much of a day one query covers. */
  let step = dayMs;
  let silentSince = now();

  function placeOfDay(table: string | undefined): Position {
    const end = table === undefined ? from : dayOfTable(table) + dayMs;
    return end > after.time ? after : placeBefore(end);
  }

  function rangeOf(table: string, place: Position): Range {
    const day = dayOfTable(table);
    const last = Math.max(day, from, step === dayMs ? day : place.time + 1 - step);
    const isWhole = place.identity === '' && place.time === day + dayMs - 1;
    return {
      rows: {
        ...(isWhole ? {} : { from: firstRow(place) }),
        ...(last === day ? {} : { until: `${invertedInDay(last)}.` }),
      },
      last,
    };
  }

  /** The row of the place itself is still to come where another partition had the same id. */
  function firstRow({ time, identity, slug }: Position): string {
    const inverted = invertedInDay(time);
    return identity === '' ? inverted : `${inverted}-${identity}${partition > slug ? '' : '.'}`;
  }

  /** How many days like the last one bring what is wanted; where it had nothing, twice as many as before. */
  function daysAhead(found: number): number {
    if (found === 0) return Math.min(mostDaysAtOnce, atOnce * 2);
    const needed = Math.ceil(Math.min(options.wanted() - found, mostPageRows) / found);
    return Math.max(1, Math.min(mostDaysAtOnce, needed));
  }

  async function pageOf(table: string, range: KeyRange): Promise<Page> {
    const known = ahead.get(table);
    ahead.delete(table);
    if (known) return known;
    const fixed = { partition, filter, limit };
    if (continuation !== undefined) return store.query(table, { ...fixed, rows: range, continuation });
    const others = days.slice(1, Math.max(1, Math.min(atOnce, options.wanted())));
    const [page, ...pages] = await Promise.all([
      store.query(table, { ...fixed, rows: range }),
      ...others.map((other) => store.query(other, { ...fixed, rows: rangeOf(other, placeOfDay(other)).rows })),
    ]);
    others.forEach((other, index) => {
      ahead.set(other, pages[index] as Page);
    });
    return page as Page;
  }

  function foundIn(table: string, page: Page): Found[] {
    return page.entities.flatMap((row) => {
      const stored = fromRow(row);
      if (!stored || !options.keep(stored.communication)) return [];
      const { start, id } = readLocation(table, row.rowKey);
      return [{ stored, position: { time: start, identity: id, slug: partition } }];
    });
  }

  return {
    get head() {
      return rows[at];
    },
    get position() {
      return rows[at]?.position ?? (days.length === 0 ? undefined : scanned);
    },
    take() {
      at += 1;
    },
    async fetch() {
      const [table] = days;
      if (table === undefined) return;
      const isFirst = continuation === undefined;
      range ??= rangeOf(table, scanned);
      const { last: oldest } = range;
      const page = await pageOf(table, range.rows);
      rows = foundIn(table, page);
      at = 0;
      continuation = page.continuation;
      const last = page.entities.at(-1);
      if (last || continuation === undefined) silentSince = now();
      if (continuation !== undefined) {
        limit = Math.min(limit * 2, mostPageRows);
        atOnce = 1;
        if (last) {
          const { start, id } = readLocation(table, last.rowKey);
          scanned = { time: start, identity: id, slug: partition };
        } else if (now() - silentSince > stalledMs) {
          step = Math.max(1, Math.floor(Math.min(step, dayMs) / 16));
          continuation = undefined;
          range = undefined;
          silentSince = now();
        }
        return;
      }
      range = undefined;
      if (oldest > dayOfTable(table) && oldest > from) scanned = placeBefore(oldest);
      else {
        days.shift();
        scanned = placeOfDay(days[0]);
        step = dayMs;
        limit = options.pageRows;
        atOnce = isFirst ? daysAhead(rows.length) : 1;
      }
    },
  };
}

/** When the day of a table begins (ms). */
export function dayOfTable(table: string): number {
  return startOfDay(table.slice('Communications'.length));
}
