/** What ingest makes of a delivered value, for tests of single categories. */
import type { Category } from '../../shared/categories/define.ts';
import type { LogRecord } from '../../shared/categories/record.ts';
import { readEvent } from '../../shared/events/read-event.ts';
import { eventTypeOf } from '../../shared/ingest/event-type.ts';
import { isFields } from '../../shared/ingest/fields.ts';
import { identityOf } from '../../shared/ingest/identity.ts';
import { normalize } from '../../shared/ingest/normalize.ts';

/** Well after every example. */
export const now = Date.parse('2026-06-01T00:00:00Z');

/** The record of a delivered value, be it of a log or an event; fails with the issues when there is none. */
export function recordOf(delivered: unknown, fallback?: Category): LogRecord {
  const isEvent = isFields(delivered) && eventTypeOf(delivered) !== undefined;
  const read = isEvent ? readEvent(delivered, now, () => delivered) : normalize(delivered, fallback, now);
  if ('record' in read) return read.record;
  throw new Error(`no record: ${JSON.stringify(read)}`);
}

/** The identity that a delivered value has. */
export function identified(delivered: unknown, fallback?: Category): string {
  return identityOf(recordOf(delivered, fallback));
}
