/** A tombstone: the row of a record whose content was erased; its key stays, so that the record is never stored anew. */
import { putText, takeText } from './long-text.ts';
import type { Entity, Stored, Value } from './table-store.ts';

/**
 * Why the content is gone. `replaced`: the record is `twin`, the id of one that has its true time. `erased`: somebody purged
 * it, and it is not taken again.
 */
export type Tombstone = { readonly why: 'replaced'; readonly twin: string } | { readonly why: 'erased' };

/** What a tombstone keeps of the record: how it was written and by which road, nothing that it said. */
const kept = ['v', 'batch', 'content', 'received', 'source', 'parts', 'partsHash'] as const;

/**
 * The row of a record as a tombstone. `lookups`: the keyed hashes by which it was found, so that lookups which a late writer
 * leaves behind can be removed. That it has parts is said until they are removed.
 */
export function toTombstone(row: Stored, tombstone: Tombstone, lookups: readonly string[]): Entity {
  const { partitionKey, rowKey } = row;
  const { why, ...twin } = tombstone;
  const rest: Record<string, Value> = { tombstone: why, ...twin };
  for (const name of kept) if (row[name] !== undefined) rest[name] = row[name];
  putText(rest, 'lookups', lookups.join());
  return { ...rest, partitionKey, rowKey };
}

/** What the row of a record says of its erasure; undefined for a record that is there. */
export function tombstoneOf(row: Entity): Tombstone | undefined {
  if (!isTombstone(row)) return undefined;
  return isErased(row) ? { why: 'erased' } : { why: 'replaced', twin: String(row['twin'] ?? '') };
}

/** The keyed hashes by which the record of a tombstone was found. */
export function lookupsOfTombstone(row: Entity): string[] {
  return (takeText(row, 'lookups') ?? '').split(',').filter((hash) => hash !== '');
}

/** Whether the record of a row was purged by somebody. */
export function isErased(row: Entity): boolean {
  return row['tombstone'] === 'erased';
}

export function isTombstone(row: Entity): boolean {
  return row['tombstone'] !== undefined;
}
