/** One page of a query from SQLite: ranges are the index's, the filter is looked at row by row. */

import { fromContinuation, toContinuation } from './continuation.ts';
import { matches } from './filter.ts';
import { LIMITS } from './limits.ts';
import { fromRow, type SqliteRow, selected } from './sqlite-row.ts';
import type { StatementName } from './sqlite-statements.ts';
import type { Page, Query, Stored } from './table-store.ts';

/** Keys are ASCII below it; and above the other, which makes a key's successor when appended. */
const afterAllKeys = '\u007f';
const beforeAllKeys = '\u0001';
/** Rows looked at for one page. A filter that seldom matches gives short pages, as it does in Table Storage. */
const rowsLookedAt = 10_000;

/** Reads rows with a statement of the queried table. */
type Read = (statement: StatementName, ...values: (string | number)[]) => SqliteRow[];

export function pageOf(read: Read, query: Query): Page {
  const { limit = LIMITS.pageRows, filter = [], select } = query;
  const entities: Stored[] = [];
  let after: Place = query.continuation === undefined ? ['', ''] : fromContinuation(query.continuation);
  for (let lookedAt = 0; lookedAt < rowsLookedAt && entities.length < limit; ) {
    const wanted = filter.length === 0 ? limit : LIMITS.pageRows;
    // One more than wanted tells whether this is the end.
    const rows = scan(read, query, after, wanted + 1);
    for (const row of rows.slice(0, wanted)) {
      if (entities.length === limit) return { entities, continuation: toContinuation(...after) };
      const entity = fromRow(row);
      after = [entity.partitionKey, entity.rowKey];
      if (matches(filter, entity)) entities.push(select === undefined ? entity : selected(entity, select));
    }
    if (rows.length <= wanted) return { entities };
    lookedAt += wanted;
  }
  return { entities, continuation: toContinuation(...after) };
}

/** The keys of a row that was read, or two empty ones before the first. */
type Place = readonly [partition: string, row: string];

function scan(read: Read, { partition, rows = {} }: Query, after: Place, count: number): SqliteRow[] {
  const { from = '', until } = rows;
  const rowEnd = until || afterAllKeys;
  if (typeof partition === 'string') {
    const start = after[0] === partition ? laterOf(from, after[1] + beforeAllKeys) : from;
    return read('rows', partition, start, rowEnd, count);
  }
  const { from: first = '', until: end } = partition ?? {};
  const start: Place = after[0] < first ? [first, ''] : [after[0], after[1] + beforeAllKeys];
  return read('partitions', ...start, end || afterAllKeys, from, rowEnd, count);
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}
