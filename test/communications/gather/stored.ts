/** What a store shows of communications, and gathering as a timer of a new process does it. */
import type { Communication } from '../../../shared/communications/communication.ts';
import { fromRow, type StoredCommunication } from '../../../shared/communications/gather/communication-row.ts';
import { gatherPending } from '../../../shared/communications/gather/gather-pending.ts';
import { locationText } from '../../../shared/communications/gather/location.ts';
import { placesOfId, resolve } from '../../../shared/communications/gather/pointers.ts';
import type { Services } from '../../../shared/services.ts';
import { keyPlace } from '../../../shared/storage/communication-keys.ts';
import { everyRow, StorageUnavailable, type TableStore } from '../../../shared/storage/table-store.ts';
import { openServices } from '../../ingest/delivering.ts';

export const minute = 60_000;
/** Six days after the stories. */
export const evening = Date.parse('2026-03-10T18:00:00.000Z');

/** Services of a new process at a time of its own. */
export function processOn(store: TableStore, now: number | (() => number) = evening): Promise<Services> {
  const clock = () => new Date(typeof now === 'function' ? now() : now);
  return openServices({ store, clock });
}

/** A tick of the timer. */
export function tick(services: Services) {
  const until = services.clock().getTime() + 50_000;
  return gatherPending(services, { until, signal: new AbortController().signal });
}

/** A store that cannot be asked for the tables that begin so. */
export function without(store: TableStore, prefix: string): TableStore {
  const asked = (table: string) => {
    if (table.startsWith(prefix)) throw new StorageUnavailable(`${table} is away`);
  };
  return {
    createTable: (table) => store.createTable(table),
    dropTable: (table) => store.dropTable(table),
    listTables: (start) => store.listTables(start),
    async transact(table, operations) {
      asked(table);
      return store.transact(table, operations);
    },
    async get(table, partitionKey, rowKey) {
      asked(table);
      return store.get(table, partitionKey, rowKey);
    },
    async query(table, query) {
      asked(table);
      return store.query(table, query);
    },
    close: async () => {},
  };
}

/** All rows of communications that lists would show, by id. */
export async function rowsOf(store: TableStore): Promise<StoredCommunication[]> {
  const rows: StoredCommunication[] = [];
  for (const table of await store.listTables('Communications')) {
    for await (const row of everyRow(store, table, {})) {
      const stored = fromRow(row);
      if (stored) rows.push(stored);
    }
  }
  return rows.sort((a, b) => (a.communication.id < b.communication.id ? -1 : 1));
}

export async function communicationsIn(store: TableStore): Promise<Communication[]> {
  return (await rowsOf(store)).map(({ communication }) => communication);
}

/** The id of the communication to which an id leads. */
export async function ledTo(store: TableStore, id: string): Promise<string | undefined> {
  const tables = await store.listTables('Keys');
  for (const place of placesOfId(id, tables)) {
    const { anchor } = await resolve(store, place);
    if (!anchor || anchor.anchor.released) continue;
    const { table, partitionKey, rowKey } = anchor.anchor.at;
    const row = await store.get(table, partitionKey, rowKey);
    const stored = row && fromRow(row);
    if (stored) return stored.communication.id;
  }
  return undefined;
}

/** What must hold of every store at rest: each key of a communication leads to its row, and to nothing that is still to be left. */
export async function brokenPointers(store: TableStore): Promise<string[]> {
  const broken: string[] = [];
  for (const table of await store.listTables('Communications')) {
    for await (const row of everyRow(store, table, {})) {
      const stored = fromRow(row);
      if (!stored) continue;
      const here = locationText({ table, partitionKey: row.partitionKey, rowKey: row.rowKey });
      for (const { key, first, last } of stored.spans) {
        for (const time of [first, last]) {
          const { anchor } = await resolve(store, keyPlace(key, time));
          if (!anchor || locationText(anchor.anchor.at) !== here || anchor.anchor.olds.length > 0)
            broken.push(`${stored.communication.id}: ${key.kind}`);
        }
      }
    }
  }
  return broken;
}
