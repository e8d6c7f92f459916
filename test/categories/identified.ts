/** What ingest makes of a delivered value, for tests of single categories. */
import type { Category } from '../../shared/categories/define.ts';
import type { LogRecord } from '../../shared/categories/record.ts';
import { identityOf } from '../../shared/ingest/identity.ts';
import { normalize } from '../../shared/ingest/normalize.ts';

/** Well after every example. */
export const now = Date.parse('2026-06-01T00:00:00Z');

/** The record of a delivered value; fails with the issues when there is none. */
export function recordOf(delivered: unknown, fallback?: Category): LogRecord {
  const normalized = normalize(delivered, fallback, now);
  if ('issues' in normalized) throw new Error(`no record: ${JSON.stringify(normalized.issues)}`);
  return normalized.record;
}

/** The identity that a delivered value has. */
export function identified(delivered: unknown, fallback?: Category): string {
  return identityOf(recordOf(delivered, fallback));
}
