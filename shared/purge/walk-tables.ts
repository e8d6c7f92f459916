/** Goes through the rows of tables, page by page, from a place on. */
import type { Query, Stored, TableStore } from '../storage/table-store.ts';

/** Where to go on: with a page of a table, or after it. */
export interface WalkPlace {
  readonly table: string;
  readonly continuation?: string | undefined;
}

export interface Walk {
  /** In order. */
  readonly tables: readonly string[];
  readonly place: WalkPlace | undefined;
  /** What is asked of each table. */
  readonly query: Query | ((table: string) => Query);
  readonly isOver: () => boolean;
}

/**
 * At least one page is taken, then as many as there is time for. Where to go on; `done`: everything was taken. What `take`
 * throws is thrown on, and the page is taken again then. Throws StorageUnavailable.
 */
export async function walkTables(
  store: TableStore,
  { tables, place, query, isOver }: Walk,
  take: (table: string, rows: readonly Stored[]) => Promise<void>,
): Promise<WalkPlace | 'done'> {
  const left = tables.filter((table) => place === undefined || table >= place.table);
  for (const [index, table] of left.entries()) {
    const asked = typeof query === 'function' ? query(table) : query;
    let continuation = table === place?.table ? place.continuation : undefined;
    do {
      const page = await store.query(table, continuation === undefined ? asked : { ...asked, continuation });
      await take(table, page.entities);
      continuation = page.continuation;
      if (continuation !== undefined && isOver()) return { table, continuation };
    } while (continuation !== undefined);
    const following = left[index + 1];
    if (following !== undefined && isOver()) return { table: following };
  }
  return 'done';
}
