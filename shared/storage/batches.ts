/** Splits rows of one partition into transactions that Table Storage takes. */
import { entitySize } from './limits.ts';
import type { Entity } from './table-store.ts';

const mostRows = 100;
/** 4 MiB, less what the batch's own headers take for each row. */
const mostBytes = 3.5 * 1024 * 1024;

/** The rows in order of row key, in batches of up to 100 rows and 3.5 MiB. */
export function batchesOf<E extends Entity>(entities: readonly E[]): E[][] {
  const sorted = entities.toSorted((a, b) => (a.rowKey < b.rowKey ? -1 : 1));
  const batches: E[][] = [];
  let batch: E[] = [];
  let bytes = 0;
  for (const entity of sorted) {
    const size = entitySize(entity);
    if (batch.length === mostRows || (batch.length > 0 && bytes + size > mostBytes)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(entity);
    bytes += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

/** Rows by table and partition: the groups in which they can be written together. */
export function partitionsOf<R extends { readonly table: string; readonly entity: Entity }>(
  rows: Iterable<R>,
): { table: string; rows: R[] }[] {
  const groups = new Map<string, { table: string; rows: R[] }>();
  for (const row of rows) {
    const key = `${row.table} ${row.entity.partitionKey}`;
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { table: row.table, rows: [row] });
  }
  return [...groups.values()];
}
