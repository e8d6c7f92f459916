/** What ingesting bodies writes, as transactions that a bare loop can write again: lookups, hours, arrivals, records. */
import { decode } from '../shared/ingest/decode.ts';
import { ingest } from '../shared/ingest/ingest.ts';
import { ingestServices } from '../shared/ingest/ingest-services.ts';
import { createServices } from '../shared/services.ts';
import type { Operation, TableStore } from '../shared/storage/table-store.ts';
import type { Body } from './support-deliver.ts';

export interface Transaction {
  readonly table: string;
  readonly operations: readonly Operation[];
}

/** The transactions of all bodies in the order in which they were asked for. Nothing is written. */
export async function finishedRows(bodies: Iterable<Body>): Promise<Transaction[]> {
  const transactions: Transaction[] = [];
  const env = { HASH_KEY: 'a key that is good enough for benches' };
  const services = await createServices({ env, store: recordingStore(transactions) });
  for (const { bytes, records } of bodies) {
    const candidates = decode(oneChunk(bytes), bytes.length);
    const { answer } = await ingest(await ingestServices(services), {
      candidates,
      fallback: undefined,
      source: 'import',
    });
    if (answer.stored !== records) throw new Error(`only ${answer.stored} of ${records} records came through`);
  }
  return transactions;
}

export async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** An empty store that takes everything and keeps what it was given to write. */
function recordingStore(transactions: Transaction[]): TableStore {
  return {
    createTable: async () => 'created',
    dropTable: async () => {},
    listTables: async () => [],
    async transact(table, operations) {
      transactions.push({ table, operations });
      return { outcome: 'done', etags: operations.map(() => '1') };
    },
    get: async () => undefined,
    query: async () => ({ entities: [] }),
    close: async () => {},
  };
}
