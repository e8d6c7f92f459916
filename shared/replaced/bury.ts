/** Turns a record into a tombstone: one whose time was replaced, which names its twin, or one that is erased. */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Category } from '../categories/define.ts';
import { marksOf, putMarks } from '../storage/gather-marks.ts';
import { dayOf } from '../storage/keys.ts';
import type { LookupHash } from '../storage/lookup-hash.ts';
import { lookupKeys, ownHashesOf } from '../storage/lookups.ts';
import { removeParts } from '../storage/parts.ts';
import { removeLookups } from '../storage/remove-lookups.ts';
import type { Stored, TableStore } from '../storage/table-store.ts';
import { type Tombstone, tombstoneOf, toTombstone } from '../storage/tombstone.ts';
import { type RecordRow, recordRow } from './record-row.ts';
import { readWhole } from './value-records.ts';

export interface Burying {
  readonly store: TableStore;
  readonly hashOf: LookupHash;
  readonly category: Category;
  readonly clock: () => Date;
}

/**
 * `buried`: it is the tombstone of this twin, or gone with its day. `taken`: it is that of another one. `changed`: somebody
 * else is at it.
 */
export type Buried = 'buried' | 'taken' | 'changed';

/**
 * A mark comes first, so that the communication is gathered without it. Lookups go then, then the row becomes a tombstone, then its long texts go: a crash leaves a record that is listed and not
 * found, or a tombstone that still says that it has parts. The twin names it, so that whoever comes next goes on here.
 */
export async function bury(burying: Burying, id: string, becomes: Tombstone): Promise<Buried> {
  const { store, category } = burying;
  const found = await recordRow(store, category, id);
  if (!found) return 'buried';
  const tombstone = tombstoneOf(found.row);
  if (tombstone && !isDeepStrictEqual(tombstone, becomes)) return 'taken';
  const row = tombstone ? found.row : await erase(burying, found, becomes);
  if (row === undefined) return 'changed';
  if (row['parts'] === true) await dropParts(store, found, id, row);
  return 'buried';
}

/** The tombstone, with a tag that is good for one more write; undefined when the row was changed meanwhile. */
async function erase(
  { store, hashOf, category, clock }: Burying,
  { table, time, identity, row }: RecordRow,
  becomes: Tombstone,
): Promise<Stored | undefined> {
  const record = await readWhole(store, category, time, row);
  await putMarks(store, marksOf([record], hashOf, randomUUID(), clock().getTime()));
  const hashes = ownHashesOf(record, hashOf);
  await removeLookups(
    store,
    hashes.map((hash) => lookupKeys(hash, { category, time, identity })),
  );
  const entity = toTombstone(row, becomes, hashes);
  const result = await store.transact(table, [{ kind: 'replace', entity, etag: row.etag }]);
  return result.outcome === 'done' ? { ...entity, etag: result.etags[0] ?? '' } : undefined;
}

async function dropParts(store: TableStore, { table, time }: RecordRow, id: string, row: Stored): Promise<void> {
  await removeParts(store, dayOf(time), id);
  const { etag, parts: _, partsHash: __, ...entity } = row;
  // Somebody else who did the same is no failure.
  await store.transact(table, [{ kind: 'replace', entity, etag }]);
}
