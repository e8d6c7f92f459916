/** Puts a placeholder where a record says a value: in its columns, in what was delivered, and in its long texts. */
import { randomUUID } from 'node:crypto';
import { keyKinds } from '../../categories/part.ts';
import type { StoredRecord } from '../../categories/record.ts';
import { redacted, type ValuePattern } from '../../erasure/value-pattern.ts';
import { wholeRecord } from '../../query/whole-record.ts';
import { type RecordRow, recordRow } from '../../replaced/record-row.ts';
import type { Services } from '../../services.ts';
import { keysOf } from '../../storage/communication-keys.ts';
import { marksOf, putMarks } from '../../storage/gather-marks.ts';
import { dayOf } from '../../storage/keys.ts';
import type { LookupHash } from '../../storage/lookup-hash.ts';
import { lookupKeys, lookupsOf } from '../../storage/lookups.ts';
import { removeOtherParts, writeParts } from '../../storage/parts.ts';
import { fromEntity, toEntity } from '../../storage/record-entity.ts';
import { removeLookups } from '../../storage/remove-lookups.ts';
import { isTombstone } from '../../storage/tombstone.ts';
import { transactIn } from '../../storage/transact-in.ts';
import { redactedRecord, saysIn } from './redacted-record.ts';

/** What is erased, and by which hash it is found. */
export interface Erasing {
  readonly services: Services;
  readonly hashOf: LookupHash;
  readonly pattern: ValuePattern;
  readonly hash: string;
}

/** The record of a row that is one, with its long texts. Throws StorageUnavailable. */
export async function recordIn(
  { services: { store } }: Pick<Erasing, 'services'>,
  category: StoredRecord['category'],
  { time, row }: Pick<RecordRow, 'time' | 'row'>,
): Promise<StoredRecord> {
  const record = fromEntity(category, dayOf(time), row);
  return row['parts'] === true ? wholeRecord(store, record) : record;
}

/**
 * The row stays under its keys; the record is found by the value no more, and its communication is gathered anew. A crash in
 * between leaves a record that still says the value, and is found by the walk. `changed`: somebody else is at it.
 */
export async function redactRecord(
  erasing: Erasing,
  category: StoredRecord['category'],
  id: string,
): Promise<'redacted' | 'gone' | 'changed'> {
  const { services, hashOf, pattern, hash } = erasing;
  const { store, clock } = services;
  const found = await recordRow(store, category, id);
  if (!found || isTombstone(found.row)) return 'gone';
  const record = await recordIn(erasing, category, found);
  if (!saysIn(record, pattern)) return 'gone';
  await putMarks(store, marksOf([record], hashOf, randomUUID(), clock().getTime()));
  await removeLookups(store, [lookupKeys(hash, record)]);
  const { batch, content, twin } = found.row;
  const without = redactedRecord(record, pattern.as(placeholderIn(erasing, record)));
  const { entity, large } = toEntity(without, {
    batch: String(batch),
    content: String(content),
  });
  const day = dayOf(record.time);
  if (large && !(await writeParts(store, day, id, large))) return 'gone';
  const written = { ...entity, ...(twin === undefined ? {} : { twin }) };
  const result = await store.transact(found.table, [{ kind: 'replace', entity: written, etag: found.row.etag }]);
  if (result.outcome !== 'done') return result.outcome === 'changed' ? 'changed' : 'gone';
  await rewriteLookups(erasing, record, without);
  if (found.row['parts'] === true) await removeOtherParts(store, day, id, large);
  return 'redacted';
}

const strength = Object.keys(keyKinds);

/**
 * One name within a communication, so that who was erased still counts as one of those who take part or get the mail; in
 * another communication another name, so that nothing tells that it was the same person.
 */
function placeholderIn({ hashOf, hash }: Erasing, record: StoredRecord): string {
  // By the strongest key, so that all its records give one name, whatever category and road they are of.
  const [of] = keysOf(record, hashOf)
    .toSorted((a, b) => strength.indexOf(a.kind) - strength.indexOf(b.kind))
    .map((key) => key.hash);
  return of === undefined ? redacted : `${redacted}-${hashOf(`${hash} ${of}`).slice(0, 4)}`;
}

/** Other lookups of the record repeat some of its texts, which most values never stand in. */
async function rewriteLookups({ services, hashOf, pattern }: Erasing, record: StoredRecord, without: StoredRecord) {
  const { label, columns } = record;
  const repeated = [label, columns['OperationName'], columns['ResultType']];
  if (!repeated.some((text) => text !== undefined && pattern.says(String(text)))) return;
  for (const { table, entity } of lookupsOf(without, hashOf))
    await transactIn(services.store, table, [{ kind: 'upsert', entity }]);
}
