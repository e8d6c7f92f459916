/** Deletes long texts that say a value and that no row goes with any more: of tombstones, and of deliveries that differed. */
import { allCategories } from '../../categories/index.ts';
import { recordRow } from '../../replaced/record-row.ts';
import { deleteAll } from '../../storage/delete-rows.ts';
import { readRecordId } from '../../storage/keys.ts';
import { takeText } from '../../storage/long-text.ts';
import { everyRow, type Stored } from '../../storage/table-store.ts';
import { isTombstone } from '../../storage/tombstone.ts';
import type { Erasing } from './redact-record.ts';

/** `rows`: a page of a table of parts. What a row goes with is redacted with it. How many deliveries. Throws StorageUnavailable. */
export async function eraseParts(
  erasing: Erasing,
  table: string,
  rows: readonly Stored[],
  dryRun: boolean,
): Promise<number> {
  let found = 0;
  for (const id of new Set(rows.map(({ partitionKey }) => partitionKey))) {
    for (const parts of await orphansOf(erasing, table, id)) {
      const text = parts.map((row) => takeText(row, 'text') ?? '').join('');
      if (!erasing.pattern.says(text)) continue;
      found += 1;
      if (!dryRun) await deleteAll(erasing.services.store, table, parts);
    }
  }
  return found;
}

/** The parts of a record by the deliveries that they are of, less those that its row names. */
async function orphansOf({ services: { store } }: Erasing, table: string, id: string): Promise<readonly Stored[][]> {
  const read = readRecordId(id);
  const category = read && allCategories.find(({ slug }) => slug === read.slug);
  const found = category && (await recordRow(store, category, id));
  const own = found && !isTombstone(found.row) ? String(found.row['partsHash'] ?? '') : '';
  const byName = new Map<string, Stored[]>();
  for await (const row of everyRow(store, table, { partition: id, limit: 10 })) {
    const name = row.rowKey.split('-')[0] as string;
    if (name !== own) byName.set(name, [...(byName.get(name) ?? []), row]);
  }
  return [...byName.values()];
}
