/** Which months there are, and which a stretch of time has. */
import type { TableStore } from '../../storage/table-store.ts';

/**
 * The tables `Lookups{yyyymm}`, asked for once, when they are needed: of those who read it at the same time, one sees the
 * table that the other made, so a list must never be older than what it is used for.
 */
export function lookupMonths(store: TableStore): () => Promise<readonly string[]> {
  let tables: Promise<readonly string[]> | undefined;
  return () => {
    tables ??= store.listTables('Lookups');
    return tables;
  };
}

/** Months (`202603`) from that of one instant to that of another (ms), both inclusive. */
export function monthsBetween(from: number, until: number): string[] {
  const months: string[] = [];
  const last = new Date(until);
  const end = last.getUTCFullYear() * 12 + last.getUTCMonth();
  const first = new Date(from);
  for (let month = first.getUTCFullYear() * 12 + first.getUTCMonth(); month <= end; month += 1)
    months.push(`${Math.floor(month / 12)}${String((month % 12) + 1).padStart(2, '0')}`);
  return months;
}
