/** Deliveries through `ingest()` into a store, and what the store holds afterwards. */
import { hash } from 'node:crypto';
import { allCategories, categoryNamed } from '../../shared/categories/index.ts';
import type { StoredRecord } from '../../shared/categories/record.ts';
import type { IngestAnswer } from '../../shared/ingest/answer.ts';
import { decode } from '../../shared/ingest/decode.ts';
import { type Ingested, ingest } from '../../shared/ingest/ingest.ts';
import { ingestServices } from '../../shared/ingest/ingest-services.ts';
import { wholeRecord } from '../../shared/query/whole-record.ts';
import { createServices, type Services } from '../../shared/services.ts';
import { dayOf, readRecordId, recordKeys } from '../../shared/storage/keys.ts';
import { fromEntity } from '../../shared/storage/record-entity.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { everyRow, type TableStore, type Value } from '../../shared/storage/table-store.ts';
import { chunksOf } from './bodies.ts';
import { noon } from './events.ts';

export interface Desk {
  readonly store?: TableStore;
  readonly clock?: () => Date;
  readonly env?: Readonly<Record<string, string>>;
  readonly background?: Services['background'];
}

/** Services of a new process; unless said otherwise on an empty store in memory, at noon, with nothing in the background. */
export function openServices({ store, clock, env, background }: Desk = {}): Promise<Services> {
  return createServices({
    env: { HASH_KEY: 'a key that only tests have', ...env },
    store: store ?? sqliteTables({ path: ':memory:' }),
    clock: clock ?? (() => new Date(noon)),
    log: () => {},
    background: background ?? (() => {}),
  });
}

export interface Delivering {
  /** The category in the path. */
  readonly path?: string;
  readonly deadline?: number;
  readonly expectStored?: true;
}

/** Delivers a body: text, or values that are written one a line. */
export async function deliver(
  services: Services,
  body: string | readonly unknown[],
  { path, ...rest }: Delivering = {},
): Promise<Ingested> {
  const text = typeof body === 'string' ? body : body.map((one) => `${JSON.stringify(one)}\n`).join('');
  return ingest(await ingestServices(services), {
    candidates: decode(chunksOf(text), 1024 ** 3),
    fallback: path === undefined ? undefined : categoryNamed(path),
    source: 'push',
    ...rest,
  });
}

/** The answer of a delivery that was taken to its end. */
export async function answerOf(...delivery: Parameters<typeof deliver>): Promise<IngestAnswer> {
  const ingested = await deliver(...delivery);
  if (ingested.ended !== 'done')
    throw new Error(`ended ${ingested.ended}`, 'error' in ingested ? { cause: ingested.error } : {});
  return ingested.answer;
}

/** The four counts, without what is told of single candidates. */
export function countsOf({ received, stored, duplicate, skipped, rejected }: IngestAnswer) {
  return { received, stored, duplicate, skipped, rejected };
}

/** A stored record by its id, with its long texts. */
export async function storedRecord(store: TableStore, id = ''): Promise<StoredRecord> {
  const read = readRecordId(id);
  const category = allCategories.find(({ slug }) => slug === read?.slug);
  if (!read || !category) throw new Error(`no id: ${id}`);
  const { table, partitionKey, rowKey } = recordKeys(category, read.time, read.identity);
  const entity = await store.get(table, partitionKey, rowKey);
  if (!entity) throw new Error(`not stored: ${id}`);
  const record = fromEntity(category, dayOf(read.time), entity);
  return entity.parts === true ? wholeRecord(store, record) : record;
}

/** What differs between two deliveries of the same: who wrote, and when. */
const passing = ['etag', 'batch', 'received', 'arrived', 'at', 'last'];

/** Long texts are compared by their hashes: a difference in one need not be seen whole. */
function short(value: Value | undefined): Value | undefined {
  return typeof value === 'string' && value.length > 2000
    ? `${value.length} characters, ${hash('sha256', value)}`
    : value;
}

/**
 * Every row of every table, but for what `passing` names; counters without the mark of their writer. Marks that each writer
 * has for itself are left out.
 */
export async function dump(store: TableStore): Promise<Record<string, Record<string, Value | undefined>[]>> {
  const tables: Record<string, Record<string, Value | undefined>[]> = {};
  for (const table of await store.listTables('')) {
    const rows = await Array.fromAsync(everyRow(store, table, {}), (row) => {
      const rowKey = table === 'Counters' ? row.rowKey.replace(/-[0-9a-f]{8}$/, '') : row.rowKey;
      const kept = Object.entries({ ...row, rowKey }).filter(([name]) => !passing.includes(name));
      return Object.fromEntries(kept.map(([name, value]) => [name, short(value)]));
    });
    const lasting = rows.filter(({ rowKey }) => table !== 'Pending' || !String(rowKey).startsWith('gather-'));
    if (lasting.length > 0) tables[table] = lasting;
  }
  return tables;
}
