/** Puts a placeholder where a record says a value: in its columns, in what was delivered, and in its long texts. */
import { randomUUID } from 'node:crypto';
import type { StoredRecord } from '../../categories/record.ts';
import type { ValuePattern } from '../../erasure/value-pattern.ts';
import { wholeRecord } from '../../query/whole-record.ts';
import { type RecordRow, recordRow } from '../../replaced/record-row.ts';
import type { Services } from '../../services.ts';
import { marksOf, putMarks } from '../../storage/gather-marks.ts';
import { dayOf } from '../../storage/keys.ts';
import type { LookupHash } from '../../storage/lookup-hash.ts';
import { lookupKeys } from '../../storage/lookups.ts';
import { removeOtherParts, writeParts } from '../../storage/parts.ts';
import { fromEntity, toEntity } from '../../storage/record-entity.ts';
import { removeLookups } from '../../storage/remove-lookups.ts';
import { isTombstone } from '../../storage/tombstone.ts';

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

/** Whether anything that is kept of a record says the value. */
export function saysIn(
  { columns, additional, delivered, origin, label }: StoredRecord,
  { says }: ValuePattern,
): boolean {
  const texts = [label, additional, delivered, origin, ...Object.values(columns)];
  return texts.some((text) => typeof text === 'string' && says(text));
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
  const { entity, large } = toEntity(redactedRecord(record, pattern), {
    batch: String(batch),
    content: String(content),
  });
  const day = dayOf(record.time);
  if (large && !(await writeParts(store, day, id, large))) return 'gone';
  const written = { ...entity, ...(twin === undefined ? {} : { twin }) };
  const result = await store.transact(found.table, [{ kind: 'replace', entity: written, etag: found.row.etag }]);
  if (result.outcome !== 'done') return result.outcome === 'changed' ? 'changed' : 'gone';
  if (found.row['parts'] === true) await removeOtherParts(store, day, id, large);
  return 'redacted';
}

function redactedRecord(record: StoredRecord, { redact }: ValuePattern): StoredRecord {
  const columns = { ...record.columns };
  for (const { name, type } of record.category.columns) {
    const value = columns[name];
    // Times and numbers say no value; their texts must stay readable as what they are.
    if (typeof value === 'string' && type !== 'time') columns[name] = redact(value);
  }
  const text = (value: string | undefined) => (value === undefined ? undefined : redact(value));
  const { delivered, additional, origin } = record;
  return { ...record, columns, delivered: redact(delivered), additional: text(additional), origin: text(origin) };
}
