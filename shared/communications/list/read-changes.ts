/** Reads the feed of changes: every communication that was created or changed, in the order of the changes, each once. */
import { toCursor } from '../../query/cursor.ts';
import { deadline, pageMs, type Reading } from '../../query/reading.ts';
import { isShown } from '../../retention/is-shown.ts';
import { startOfDay } from '../../storage/keys.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import type { Stored } from '../../storage/table-store.ts';
import { changeKey, changesPartition, writerMs } from '../gather/changes.ts';
import { fromRow, type StoredCommunication } from '../gather/communication-row.ts';
import { locationFrom } from '../gather/location.ts';
import type { CommunicationQuery } from './communication-query.ts';

/** The change that was given last: its stamp (ms) and the id of its communication. */
export type LastChange = readonly [stamp: number, id: string];

export interface Changes {
  readonly items: readonly StoredCommunication[];
  /** Always a cursor: what comes later is asked for with it. */
  readonly next: string;
}

const defaultChanges = 100;
const concurrency = 16;

/**
 * Up to a minute ago: whatever is written under an earlier stamp is there by then. One that has changed again since is given
 * with its last change only. Throws StorageUnavailable.
 */
export async function readChanges(reading: Reading, query: CommunicationQuery, since: LastChange): Promise<Changes> {
  const { store } = reading;
  const isLate = deadline(reading, pageMs);
  const limit = query.limit ?? defaultChanges;
  const kinds = new Set(query.kinds);
  const until = `${String(reading.now() - 2 * writerMs).padStart(14, '0')}-`;
  const items: StoredCommunication[] = [];
  let last = since;

  const isAsked = ({ communication }: StoredCommunication): boolean => {
    const start = Date.parse(communication.start);
    const isWithin = start >= query.from && start < query.until && isShown(reading, communication);
    return isWithin && kinds.has(communication.kind) && query.matches(communication);
  };

  /** Whether the page is full. */
  async function take(changes: readonly Stored[]): Promise<boolean> {
    const rows: (StoredCommunication | undefined)[] = [];
    const reads = changes.map((change, index) => async () => {
      const at = locationFrom(String(change['at']));
      const row = await store.get(at.table, at.partitionKey, at.rowKey);
      rows[index] = row && fromRow(row);
    });
    await runBounded(concurrency, reads);
    for (const [index, { rowKey }] of changes.entries()) {
      last = [Number(rowKey.slice(0, 14)), rowKey.slice(15)];
      const stored = rows[index];
      // A later change has its own row in the feed; a change that was never made has none here.
      if (stored?.changed !== last[0] || stored.communication.id !== last[1] || !isAsked(stored)) continue;
      items.push(stored);
      if (items.length === limit) return true;
    }
    return false;
  }

  for (const table of await daysFrom(reading, since[0])) {
    const rows = { from: `${changeKey(...since)}!`, until };
    let continuation: string | undefined;
    do {
      if (isLate()) return { items, next: toCursor(query.mark, last) };
      const resume = continuation === undefined ? {} : { continuation };
      const page = await store.query(table, {
        partition: changesPartition,
        rows,
        limit: Math.max(limit, 10),
        ...resume,
      });
      if (await take(page.entities)) return { items, next: toCursor(query.mark, last) };
      continuation = page.continuation;
    } while (continuation !== undefined);
  }
  return { items, next: toCursor(query.mark, last) };
}

/** Tables `Changes{yyyymmdd}` from that of a stamp, the oldest first. */
async function daysFrom({ store }: Reading, stamp: number): Promise<readonly string[]> {
  const tables = await store.listTables('Changes');
  const day = (table: string) => startOfDay(table.slice('Changes'.length));
  return tables.filter((table) => /^Changes\d{8}$/.test(table) && day(table) + 86_400_000 > stamp).toSorted();
}
