/** What a table holds in three facts: two tables with the same rows have the same. */
import { createHash } from 'node:crypto';
import { storedSize } from '../storage/limits.ts';
import type { TableStore } from '../storage/table-store.ts';
import { rowText } from './row-text.ts';
import { rowsOf } from './rows-of.ts';

export interface Fingerprint {
  readonly rows: number;
  /** As Table Storage counts them for its bill. */
  readonly bytes: number;
  /** SHA-256 over every row in key order: keys, properties, their types and values. */
  readonly hash: string;
}

/** Reads the whole table, a page at a time. `onRow` is called for each row. */
export async function fingerprintOf(
  store: TableStore,
  table: string,
  onRow: () => void = () => {},
): Promise<Fingerprint> {
  const hash = createHash('sha256');
  let rows = 0;
  let bytes = 0;
  for await (const row of rowsOf(store, table)) {
    hash.update(`${rowText(row)}\n`);
    const { etag: _, ...content } = row;
    rows += 1;
    bytes += storedSize(content as typeof row);
    onRow();
  }
  return { rows, bytes, hash: hash.digest('hex') };
}
