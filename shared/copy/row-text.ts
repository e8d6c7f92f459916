/** One text for one row: two rows have the same one exactly when keys, properties, types and values are the same. */
import type { Entity } from '../storage/table-store.ts';

/** The tag is left out: it differs between stores that hold the same. */
export function rowText(row: Entity): string {
  const parts = [row.partitionKey, row.rowKey];
  for (const name of Object.keys(row).sort()) {
    const value = row[name];
    if (name === 'partitionKey' || name === 'rowKey' || name === 'etag' || value === undefined) continue;
    parts.push(name, typeof value, String(value));
  }
  // JSON keeps the parts apart, and writes halves of characters out that UTF-8 would make one.
  return JSON.stringify(parts);
}
