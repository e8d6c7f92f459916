/** What ingest makes of a delivered value at noon. */
import { categoryNamed } from '../../shared/categories/index.ts';
import type { LogRecord } from '../../shared/categories/record.ts';
import { normalize } from '../../shared/ingest/normalize.ts';
import { parseExact } from '../../shared/ingest/parse-json.ts';
import { noon } from './events.ts';

const now = Date.parse(noon);

/** The record; `fallback` is the category of the path. Fails with the issues when there is none. */
export function recordOf(delivered: unknown, fallback?: string): LogRecord {
  const text = JSON.stringify(delivered);
  return recordOfText(text, fallback);
}

/** The same of a JSON text. */
export function recordOfText(text: string, fallback?: string): LogRecord {
  const normalized = normalize(
    JSON.parse(text),
    fallback === undefined ? undefined : categoryNamed(fallback),
    now,
    () => parseExact(text),
  );
  if ('issues' in normalized) throw new Error(JSON.stringify(normalized.issues));
  return normalized.record;
}
