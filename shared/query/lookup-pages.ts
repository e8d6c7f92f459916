/** Reads the lookups of one hash month after month, newest first, asking for several months at once when few bring anything. */
import { lookupsTable, startOfHour } from '../storage/keys.ts';
import { everyRow, type Page, type Stored, type TableStore } from '../storage/table-store.ts';
import { type LookupRow, lookupRange, readLookupRow } from './lookup-row.ts';

export interface LookupPages {
  /** No row to come is of a later instant (ms); undefined at the end. */
  readonly bound: number | undefined;
  /** Whether more rows of the month last read may come. */
  readonly cut: boolean;
  /** The next page: one request for each month that is read for the first time. */
  read(): Promise<LookupRow[]>;
  /** The rows of an hour that stand for many records each. */
  readHour(hour: number): Promise<LookupRow[]>;
}

/** Months asked at once, after the first by itself. */
const monthsAtOnce = 8;

interface Month {
  readonly table: string;
  page?: Page;
}

/** `newest` and `oldest` in ms, inclusive; `tables`: the months that exist. */
export function lookupPages(
  store: TableStore,
  hash: string,
  tables: readonly string[],
  newest: number,
  oldest: number,
): LookupPages {
  const [first, last] = [lookupsTable(newest), lookupsTable(oldest)];
  const months: Month[] = tables
    .filter((table) => table <= first && table >= last)
    .sort()
    .reverse()
    .map((table) => ({ table }));
  // An hour's row stands at its start, before a range that begins within the hour.
  const fixed = { partition: hash.slice(0, 1), rows: lookupRange(hash, newest, startOfHour(oldest)) };
  let atOnce = 1;
  let bound = newest;
  let continuation: string | undefined;

  async function pageOf(month: Month): Promise<Page> {
    if (continuation !== undefined) return store.query(month.table, { ...fixed, continuation });
    if (!month.page) {
      const asked = months.slice(0, atOnce);
      const pages = await Promise.all(asked.map(({ table }) => store.query(table, fixed)));
      for (const [index, one] of asked.entries()) one.page = pages[index] as Page;
      atOnce = monthsAtOnce;
    }
    return month.page as Page;
  }

  return {
    get bound() {
      return months.length === 0 ? undefined : bound;
    },
    get cut() {
      return continuation !== undefined;
    },
    async read() {
      const [month] = months;
      if (!month) return [];
      const page = await pageOf(month);
      continuation = page.continuation;
      if (continuation === undefined) months.shift();
      const rows = known(page.entities);
      bound = continuation === undefined ? endOfMonth(months[0]?.table, newest) : (rows.at(-1)?.time ?? bound);
      return rows;
    },
    async readHour(hour) {
      const rows: Stored[] = [];
      const range = { partition: fixed.partition, rows: lookupRange(hash, hour, hour) };
      for await (const row of everyRow(store, lookupsTable(hour), range)) rows.push(row);
      return known(rows).filter(({ kind }) => kind === 'hour');
    },
  };
}

function known(entities: readonly Stored[]): LookupRow[] {
  return entities.map(readLookupRow).filter((row) => row !== undefined);
}

/** The last millisecond of a table's month. */
function endOfMonth(table: string | undefined, newest: number): number {
  if (table === undefined) return 0;
  const year = Number(table.slice(-6, -2));
  const month = Number(table.slice(-2));
  return Math.min(newest, Date.UTC(year, month, 1) - 1);
}
