/** A row's properties as the text that SQLite keeps: compact JSON, with 64-bit integers beside it. */

import type { Entity, Stored, Value } from './table-store.ts';

/** Partition key, row key, tag, properties as JSON, and the names of those that are 64-bit integers (text in the JSON). */
export type SqliteRow = readonly [partition: string, row: string, tag: number, body: string, integers: string | null];

/** What {@link SqliteRow} ends with. */
export function toBody(entity: Entity): readonly [body: string, integers: string | null] {
  const body: Record<string, Value> = {};
  let integers: string[] | undefined;
  for (const name in entity) {
    const value = entity[name];
    if (name === 'partitionKey' || name === 'rowKey' || value === undefined) continue;
    if (typeof value === 'bigint') {
      integers = [...(integers ?? []), name];
      body[name] = value.toString();
    } else {
      body[name] = value;
    }
  }
  return [JSON.stringify(body), integers?.join() ?? null];
}

export function fromRow([partitionKey, rowKey, tag, body, integers]: SqliteRow): Stored {
  const entity = JSON.parse(body);
  if (integers !== null) for (const name of integers.split(',')) entity[name] = BigInt(entity[name]);
  entity.partitionKey = partitionKey;
  entity.rowKey = rowKey;
  entity.etag = String(tag);
  return entity;
}

/** Keys, tag and the selected properties alone. */
export function selected(row: Stored, select: readonly string[]): Stored {
  const entity: Record<string, Value> = { partitionKey: row.partitionKey, rowKey: row.rowKey, etag: row.etag };
  for (const name of select) {
    const value = row[name];
    if (value !== undefined) entity[name] = value;
  }
  return entity as Stored;
}
