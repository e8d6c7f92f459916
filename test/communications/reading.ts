/** Records read as deliveries are, without a store, and communications folded from them. */
import type { StoredRecord } from '../../shared/categories/record.ts';
import type { Communication } from '../../shared/communications/communication.ts';
import { communicationOf } from '../../shared/communications/communication-of.ts';
import type { AskDirectory } from '../../shared/communications/named.ts';
import { readEvent } from '../../shared/events/read-event.ts';
import { prepare, type Ready } from '../../shared/ingest/prepare.ts';
import type { Sent } from './stories.ts';

export const later = Date.parse('2026-03-10T00:00:00Z');
const hourMs = 3_600_000;

/** The records of a delivery; fails on one that is none. */
export function recordsOf(sent: readonly Sent[]): StoredRecord[] {
  return sent.map((value) => {
    const conditions = {
      fallback: undefined,
      source: 'push',
      at: new Date(later),
      notBefore: () => 0,
      maxRecordBytes: 1e7,
      off: new Set<string>(),
    };
    const isEvent = 'eventType' in value;
    const text = JSON.stringify(value);
    const ready = prepare(
      { value, text, place: 'records[0]' },
      isEvent ? { ...conditions, read: (event, now, exact) => readEvent(event, now, exact) } : conditions,
    );
    if (!('record' in ready)) throw new Error(JSON.stringify(ready));
    return (ready as Ready).record;
  });
}

export interface Fold {
  readonly now?: number;
  readonly directory?: AskDirectory | undefined;
}

/** The communication that the records of a delivery tell. */
export function folded(sent: readonly Sent[], fold: Fold = {}): Communication {
  return foldedRecords(recordsOf(sent), fold);
}

export function foldedRecords(records: readonly StoredRecord[], fold: Fold = {}): Communication {
  return communicationOf(records, {
    id: 'call-0',
    now: fold.now ?? later,
    staleMs: () => 24 * hourMs,
    directory: 'directory' in fold ? fold.directory : () => undefined,
  });
}
