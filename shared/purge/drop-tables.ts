/** Drops tables that are due, with what only leads to them. */
import { talliesPartition, talliesTable, tallyRow } from '../communications/gather/touch-day.ts';
import type { Services } from '../services.ts';
import { deleteRows } from '../storage/delete-rows.ts';
import { hoursPartition, hoursPrefix, readHours } from '../storage/keys.ts';
import { runBounded } from '../storage/run-bounded.ts';
import type { TableStore } from '../storage/table-store.ts';
import { forgetFollowers } from './forget-followers.ts';
import type { TableOfTime } from './table-families.ts';

const dropsAtOnce = 8;

/**
 * Drops the tables of one family, until the time is up; gives how many went. What leads to a table goes first: should this
 * end in between, the table is still there to say what is left to do. The number of requests does not depend on the
 * number of rows. Throws StorageUnavailable; asking again is harmless.
 */
export async function dropTables(
  { store }: Pick<Services, 'store'>,
  tables: readonly TableOfTime[],
  isOver: () => boolean,
): Promise<number> {
  const [first] = tables;
  if (!first) return 0;
  let dropped = 0;
  const { prefix } = first.family;
  if (prefix === 'Keys') await forgetFollowers(store, new Set(tables.map(({ time }) => time)));
  const groups = [...Map.groupBy(tables, ({ begins }) => begins)];
  const drops = groups.map(([begins, ofOneTime]) => async () => {
    if (isOver()) return;
    if (prefix === 'Records') await forgetHours(store, begins, new Set(ofOneTime.map(({ slug = '' }) => slug)));
    if (prefix === 'Communications') await forgetTally(store, ofOneTime);
    for (const { name } of ofOneTime) {
      await store.dropTable(name);
      dropped += 1;
    }
  });
  await runBounded(dropsAtOnce, drops);
  return dropped;
}

/** The rows of `Hours` that say that some categories have records on a day: at most one for each hour and category. */
async function forgetHours(store: TableStore, day: number, slugs: ReadonlySet<string>): Promise<void> {
  const partition = hoursPartition(day);
  const prefix = hoursPrefix(day).slice(0, 2);
  const query = { partition, rows: { from: prefix, until: `${prefix}:` }, select: [] };
  await deleteRows(store, 'Hours', query, { isDue: (row) => slugs.has(readHours(partition, row.rowKey).slug) });
}

async function forgetTally(store: TableStore, tables: readonly TableOfTime[]): Promise<void> {
  for (const { name } of tables) {
    const rows = { from: tallyRow(name), until: `${tallyRow(name)} ` };
    await deleteRows(store, talliesTable, { partition: talliesPartition, rows, select: [] });
  }
}
