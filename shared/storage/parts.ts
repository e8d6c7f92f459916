/** Keeps the long texts of large records (beyond an entity's 1 MiB) in rows of their own, in a table per UTC day and category. */
import { hash } from 'node:crypto';
import { allCategories } from '../categories/index.ts';
import { readRecordId, recordKeys } from './keys.ts';
import { piecesOf, putText, takeText } from './long-text.ts';
import type { Large } from './record-entity.ts';
import { everyRow, type Operation, type TableStore, type Value } from './table-store.ts';
import { transactIn } from './transact-in.ts';

/** Characters of one row: 1 MiB, counted as UTF-16 by Azure and by Azurite as the JSON on the wire, three bytes at most for one of these. */
const rowChars = 320 * 1024;

/** The table of the parts of a category's records of a day; it is dropped with them. */
export const partsTable = (day: string, slug: string): string => `Parts${day}${slug.replaceAll('-', '')}`;

/** Where the parts of the record of an id stand, the first place first: an earlier version had a table for the whole day. */
function tablesFor(day: string, id: string): readonly [string, string] {
  return [partsTable(day, readRecordId(id)?.slug ?? ''), partsTable(day, '')];
}

/** Names the parts that a row goes with: deliveries of one event may differ, and only one of them has the row. */
export function partsHash(large: Large): string {
  return hash('sha256', JSON.stringify(large), 'hex').slice(0, 16);
}

/**
 * Writes the parts of a record under its public id and their hash, before its row; writing them again is harmless, and
 * no other delivery of the event touches them. Answers false when the day's table is being dropped.
 */
export async function writeParts(store: TableStore, day: string, id: string, large: Large): Promise<boolean> {
  const name = partsHash(large);
  let part = 0;
  for (const piece of piecesOf(JSON.stringify(large), rowChars)) {
    const properties: Record<string, Value> = {};
    putText(properties, 'text', piece);
    const operation: Operation = {
      kind: 'upsert',
      entity: { partitionKey: id, rowKey: `${name}-${String(part).padStart(4, '0')}`, ...properties },
    };
    // One row a transaction: on the wire a row of non-Latin text can take 1.5 MiB of the 4 MiB.
    const result = await transactIn(store, tablesFor(day, id)[0], [operation]);
    if (result.outcome !== 'done') return false;
    part += 1;
  }
  return true;
}

/** Removes the parts of a record, those of deliveries that differed too; harmless when there are none. */
export async function removeParts(store: TableStore, day: string, id: string): Promise<void> {
  await removeOtherParts(store, day, id, undefined);
}

/** As {@link removeParts}, but for those that its row now has. */
export async function removeOtherParts(
  store: TableStore,
  day: string,
  id: string,
  kept: Large | undefined,
): Promise<void> {
  const own = kept && `${partsHash(kept)}-`;
  for (const table of tablesFor(day, id)) {
    const rows = await Array.fromAsync(everyRow(store, table, { partition: id, limit: 10, select: [] }));
    for (const { partitionKey, rowKey, etag } of rows) {
      if (own !== undefined && rowKey.startsWith(own)) continue;
      // Others who remove them at the same time leave nothing to do.
      await store.transact(table, [{ kind: 'delete', partitionKey, rowKey, etag }]);
    }
  }
}

/** The parts of a record; undefined when there are none. One query, and a look at the row where deliveries differed. */
export async function readParts(store: TableStore, day: string, id: string): Promise<Large | undefined> {
  const [table, earlier] = tablesFor(day, id);
  return (await readPartsIn(store, table, id)) ?? readPartsIn(store, earlier, id);
}

async function readPartsIn(store: TableStore, table: string, id: string): Promise<Large | undefined> {
  const textsOf = new Map<string, string[]>();
  for await (const row of everyRow(store, table, { partition: id, limit: 10 })) {
    const name = row.rowKey.split('-')[0] as string;
    const texts = textsOf.get(name) ?? [];
    textsOf.set(name, texts);
    texts.push(takeText(row, 'text') ?? '');
  }
  const [only] = textsOf.keys();
  const texts = textsOf.get(textsOf.size === 1 ? (only as string) : await partsNamed(store, id, textsOf.size));
  return texts && (JSON.parse(texts.join('')) as Large);
}

/** What the row of a record calls its parts. */
async function partsNamed(store: TableStore, id: string, found: number): Promise<string> {
  const read = found === 0 ? undefined : readRecordId(id);
  const category = read && allCategories.find(({ slug }) => slug === read.slug);
  if (!category) return '';
  const { table, partitionKey, rowKey } = recordKeys(category, read.time, read.identity);
  const row = await store.get(table, partitionKey, rowKey);
  return String(row?.['partsHash'] ?? '');
}
