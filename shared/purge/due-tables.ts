/** Which tables are due: all that they hold is past its retention, and has been for a while. */
import { dayOf } from '../storage/keys.ts';
import type { TableStore } from '../storage/table-store.ts';
import { type Keeping, newestCut, type TableFamily, type TableOfTime, tableOfTime } from './table-families.ts';

/**
 * The tables of a family whose end lies at least `marginMs` before the instant from when on their content is kept, the
 * oldest first. Storage is asked for names only, and only where any can be due. Throws StorageUnavailable.
 */
export async function dueTables(
  store: Pick<TableStore, 'listTables'>,
  family: TableFamily,
  keeping: Keeping,
  marginMs: number,
): Promise<readonly TableOfTime[]> {
  const newest = newestCut(family, keeping) - marginMs;
  if (!Number.isFinite(newest)) return [];
  const names = await store.listTables(family.prefix, `${family.prefix}${dayOf(newest)}`);
  return names
    .flatMap((name) => tableOfTime(family, name) ?? [])
    .filter(({ ends, slug }) => ends + marginMs <= family.keptSince(keeping, slug));
}
