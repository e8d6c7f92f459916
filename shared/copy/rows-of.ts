/** Reads the rows of a table in key order, in pages that stay small in bytes however large its rows are. */
import { storedSize } from '../storage/limits.ts';
import type { Query, Stored, TableStore } from '../storage/table-store.ts';

/** The keys of a row up to which, itself included, something is done. */
export interface Place {
  readonly partitionKey: string;
  readonly rowKey: string;
}

const pageBytes = 4 * 1024 * 1024;
const mostRows = 1000;
/** Rows may have a mebibyte each, and nothing is known of the first. */
const firstRows = 25;

/** Every row after `after`; without it, every row. `select` brings these properties alone. */
export async function* rowsOf(
  store: TableStore,
  table: string,
  { after, select }: { readonly after?: Place | undefined; readonly select?: readonly string[] } = {},
): AsyncGenerator<Stored> {
  const selection = select === undefined ? {} : { select };
  if (after === undefined) return yield* pages(store, table, selection);
  // A blank is the least character of keys: what follows a key directly is the key with a blank behind it.
  const { partitionKey, rowKey } = after;
  yield* pages(store, table, { ...selection, partition: partitionKey, rows: { from: `${rowKey} ` } });
  yield* pages(store, table, { ...selection, partition: { from: `${partitionKey} ` } });
}

async function* pages(store: TableStore, table: string, query: Query): AsyncGenerator<Stored> {
  let limit = firstRows;
  let continuation: string | undefined;
  do {
    const page = await store.query(table, { ...query, limit, ...(continuation === undefined ? {} : { continuation }) });
    yield* page.entities;
    continuation = page.continuation;
    limit = nextLimit(page.entities, limit);
  } while (continuation !== undefined);
}

/** As many rows as fill a page when they are like those before, growing by steps: one table may hold small and large ones. */
function nextLimit(rows: readonly Stored[], limit: number): number {
  const bytes = rows.reduce((sum, row) => sum + storedSize(row), 0);
  const fitting = bytes === 0 ? mostRows : Math.floor((pageBytes * rows.length) / bytes);
  return Math.max(1, Math.min(fitting, limit * 4, mostRows));
}
