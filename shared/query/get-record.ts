/** One record by its id. */
import { allCategories } from '../categories/index.ts';
import type { StoredRecord } from '../categories/record.ts';
import { dayOf, readRecordId, recordKeys } from '../storage/keys.ts';
import { fromEntity } from '../storage/record-entity.ts';
import { tombstoneOf } from '../storage/tombstone.ts';
import type { Reading } from './reading.ts';
import { wholeRecord } from './whole-record.ts';

export type GotRecord =
  | { readonly outcome: 'found'; readonly record: StoredRecord }
  /** It is stored once more, and shown, under the id `twin`, with the time at which it happened. */
  | { readonly outcome: 'replaced'; readonly twin: string }
  /** Somebody purged it. */
  | { readonly outcome: 'erased' }
  /** `no-id`: the text cannot be an id. `absent`: no such record is stored, or it is past its retention. */
  | { readonly outcome: 'no-id' | 'absent' };

/** What an id looks like, for whoever gave something else. */
export const idExample = '20260301T101500123-0123456789abcdef0123456789abcdef-sms';

/** One request, and one more for a large record. Throws StorageUnavailable when storage does not answer. */
export async function getRecord(reading: Pick<Reading, 'store' | 'notBefore'>, id: string): Promise<GotRecord> {
  const read = readRecordId(id);
  const category = read && allCategories.find(({ slug }) => slug === read.slug);
  if (!category) return { outcome: 'no-id' };
  const { time, identity } = read;
  if (time < reading.notBefore(category)) return { outcome: 'absent' };
  const { table, partitionKey, rowKey } = recordKeys(category, time, identity);
  const entity = await reading.store.get(table, partitionKey, rowKey);
  if (!entity) return { outcome: 'absent' };
  const tombstone = tombstoneOf(entity);
  if (tombstone?.why === 'erased') return { outcome: 'erased' };
  if (tombstone) return { outcome: 'replaced', twin: tombstone.twin };
  const record = fromEntity(category, dayOf(time), entity);
  return { outcome: 'found', record: entity['parts'] === true ? await wholeRecord(reading.store, record) : record };
}
