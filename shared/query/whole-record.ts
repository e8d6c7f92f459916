/** Brings back the long texts of a large record, which stand in rows of their own. */
import type { StoredRecord } from '../categories/record.ts';
import { dayOf, recordId } from '../storage/keys.ts';
import { readParts } from '../storage/parts.ts';
import type { TableStore } from '../storage/table-store.ts';

/** The record as it was stored, given what its row alone says. */
export async function wholeRecord(store: TableStore, record: StoredRecord): Promise<StoredRecord> {
  const id = recordId(record.category, record.time, record.identity);
  const large = await readParts(store, dayOf(record.time), id);
  if (large === undefined) return record;
  const columns = { ...record.columns, ...large.columns };
  return { ...record, columns, additional: large.additional, delivered: large.delivered };
}
