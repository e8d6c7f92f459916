/** A record as lists show it: one flat object. */
import type { LogRecord, StoredRecord } from '../categories/record.ts';
import { recordId } from '../storage/keys.ts';
import type { TimeWriter } from './time-zone.ts';

/** How an item is written. */
export interface ItemWriting {
  readonly time: TimeWriter;
  /** Puts a finished JSON text into the answer as the value that it is. */
  readonly json: (text: string) => unknown;
}

/**
 * `id`, `category` (the name as shown), then the columns that have a value, in the category's order under their Azure Monitor
 * names, then `AdditionalFields`, an object, when there are any.
 */
export function recordItem(record: StoredRecord, { time, json }: ItemWriting): Record<string, unknown> {
  const { category, columns, label, additional } = record;
  const item: Record<string, unknown> = { id: idOf(record), category: label };
  for (const { name, type } of category.columns) {
    const value = columns[name];
    if (value !== undefined) item[name] = type === 'time' ? time(String(value)) : value;
  }
  if (additional !== undefined) item['AdditionalFields'] = json(additional);
  return item;
}

/** All of one record: its item, the JSON as it was delivered, the road by which it came first, when, and from where on it. */
export function recordDetail(record: StoredRecord, writing: ItemWriting): Record<string, unknown> {
  const { delivered, source, receivedAt, origin } = record;
  // Nothing is there only when the rows of a large record are gone before its own.
  return {
    ...recordItem(record, writing),
    delivered: delivered === '' ? null : writing.json(delivered),
    source,
    receivedAt,
    ...(origin === undefined ? {} : { origin: writing.json(origin) }),
  };
}

/** The public id of a record. */
export function idOf({ category, time, identity }: LogRecord & { readonly identity: string }): string {
  return recordId(category, time, identity);
}
