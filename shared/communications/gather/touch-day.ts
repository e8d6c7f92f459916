/** Says, before a communication of a day changes, that what was counted of that day holds no more. */
import { perServices } from '../../per-services.ts';
import type { Services } from '../../services.ts';
import { transactIn } from '../../storage/transact-in.ts';

export const talliesTable = 'Tallies';
export const talliesPartition = 'days';

/** How long (ms) one touch stands for all changes of this process; a day is counted for good only much later. */
const touchMs = 60_000;
const mostTouched = 10_000;

const touched = perServices(() => new Map<string, number>());

/** The row of a day, by the name of its table: later days first. */
export function tallyRow(table: string): string {
  return String(99_999_999 - Number(table.slice('Communications'.length)));
}

/** Replaces what was counted, at most once a minute for each day and process. Throws StorageUnavailable. */
export async function touchDay(services: Services, table: string): Promise<void> {
  const known = touched(services);
  const now = services.clock().getTime();
  const before = known.get(table);
  if (before !== undefined && now >= before && now - before < touchMs) return;
  const entity = { partitionKey: talliesPartition, rowKey: tallyRow(table), v: 1, touched: now };
  await transactIn(services.store, talliesTable, [{ kind: 'upsert', entity }]);
  if (known.size > mostTouched) known.clear();
  known.set(table, now);
}
