/** Forgets keys that only followers had, of months whose pointers go: their table has no month of its own. */
import { followersTable } from '../storage/communication-keys.ts';
import { deleteRows } from '../storage/delete-rows.ts';
import type { TableStore } from '../storage/table-store.ts';

/** `months`: `202603`. Each row of the table is looked at, when a month goes. Throws StorageUnavailable. */
export async function forgetFollowers(store: TableStore, months: ReadonlySet<string>): Promise<void> {
  await deleteRows(
    store,
    followersTable,
    { select: ['to'] },
    { isDue: ({ to }) => months.has(monthIn(String(to ?? ''))) },
  );
}

/** `Keys202603/…` → `202603`. */
function monthIn(place: string): string {
  return /^Keys(\d{6})/.exec(place)?.[1] ?? '';
}
