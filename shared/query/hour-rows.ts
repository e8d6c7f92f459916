/** Reads `Hours` newest first, a page at a time and no earlier than needed: which categories have records in which hours. */
import { hoursPartition, hoursPrefix, readHours, startOfHour } from '../storage/keys.ts';
import type { Query, TableStore } from '../storage/table-store.ts';
import { isLastOfHour } from './window.ts';

/** A category has records in the hour that begins at `hour` (ms), or had when a write began. */
export interface HourRow {
  readonly hour: number;
  readonly slug: string;
}

export interface HourRows {
  /** The next row; undefined when a page must be read first, or at the end. */
  readonly next: HourRow | undefined;
  /** No row to come is of a later hour than that of this instant (ms); undefined at the end. */
  readonly bound: number | undefined;
  take(): void;
  /** Reads a page: one request. */
  read(): Promise<void>;
}

const firstPage = 250;
const laterPage = 1000;
/** Categories that storage can tell apart: with the bounds of keys a query takes 15 comparisons. */
const mostSlugs = 8;

/** The rows of the hours from that of `newest` down to that of `from` (both ms, inclusive), at least those of `slugs`. */
export function hourRows(store: TableStore, newest: number, from: number, slugs: readonly string[]): HourRows {
  const oldestHour = startOfHour(from);
  const queries = queriesOf(newest, from);
  const named = slugs.map((value) => ({ property: 'slug', operator: 'eq', value }) as const);
  const filter = named.length <= mostSlugs ? { filter: [named] } : {};
  let rows: HourRow[] = [];
  let at = 0;
  let bound = newest;
  let continuation: string | undefined;
  let limit = firstPage;
  return {
    get next() {
      return rows[at];
    },
    get bound() {
      return rows[at]?.hour ?? (queries.length === 0 ? undefined : bound);
    },
    take() {
      at += 1;
    },
    async read() {
      const [query] = queries;
      if (query === undefined) return;
      const resume = continuation === undefined ? {} : { continuation };
      const page = await store.query('Hours', { ...query, ...filter, select: ['slug'], limit, ...resume });
      const read = page.entities.map(({ partitionKey, rowKey }) => readHours(partitionKey, rowKey));
      rows = read.filter(({ hour }) => hour >= oldestHour);
      at = 0;
      bound = rows.at(-1)?.hour ?? bound;
      limit = laterPage;
      continuation = page.continuation;
      if (rows.length < read.length) queries.length = 0;
      else if (continuation === undefined) queries.shift();
    },
  };
}

/** The rest of the newest month by its rows, then all earlier months at once; in the month's last hour both are one. */
function queriesOf(newest: number, from: number): Query[] {
  const month = hoursPartition(newest);
  const oldest = hoursPartition(from);
  if (month > oldest) return [];
  const whole = isLastOfHour(newest) && hoursPartition(newest + 1) !== month;
  if (whole) return [{ partition: { from: month, until: `${oldest}.` } }];
  const first = { partition: month, rows: { from: hoursPrefix(newest) } };
  return month === oldest ? [first] : [first, { partition: { from: `${month}.`, until: `${oldest}.` } }];
}
