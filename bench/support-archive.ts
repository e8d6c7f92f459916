/** A store's file as the answers see it: filled and asked in this process, with the requests to storage counted. */
import { decode } from '../shared/ingest/decode.ts';
import { ingest } from '../shared/ingest/ingest.ts';
import { ingestServices } from '../shared/ingest/ingest-services.ts';
import { readFindQuery } from '../shared/query/find-query.ts';
import { findValue } from '../shared/query/find-value.ts';
import { listRecords } from '../shared/query/list-records.ts';
import { readingOf } from '../shared/query/reading.ts';
import { readRecordQuery } from '../shared/query/record-query.ts';
import { createServices } from '../shared/services.ts';
import { sqliteTables } from '../shared/storage/sqlite.ts';
import { countingStore, type Requests } from './support-counting-store.ts';
import { bodiesOf } from './support-deliver.ts';
import { oneChunk } from './support-finished-rows.ts';

/** What an answer took. */
export interface Asked {
  readonly seconds: number;
  readonly requests: Requests;
  /** Records shown, and the UTC days they are of. */
  readonly items: number;
  readonly days: number;
}

export interface Archive extends AsyncDisposable {
  fill(texts: Iterable<string>): Promise<void>;
  /** The page of a query string of `GET /records`. */
  page(search: string): Promise<Asked>;
  find(value: string): Promise<Asked>;
  /** Months that have lookups. */
  months(): Promise<number>;
}

/** Opens the store of a file, which no server may have open. */
export async function openArchive(path: string): Promise<Archive> {
  const { store, take } = countingStore(sqliteTables({ path }));
  const services = await createServices({ env: {}, store, background: () => {} });
  const reading = await readingOf(services);
  // Asked for once in a process, so no part of any one answer.
  const hashOf = await services.hash();

  async function asked(work: () => Promise<readonly string[]>): Promise<Asked> {
    take();
    const start = performance.now();
    const shown = await work();
    const seconds = (performance.now() - start) / 1000;
    return {
      seconds,
      requests: take(),
      items: shown.length,
      days: new Set(shown.map((time) => time.slice(0, 10))).size,
    };
  }

  return {
    async fill(texts) {
      for (const { bytes, records } of bodiesOf(texts, 10_000)) {
        const candidates = decode(oneChunk(bytes), bytes.length);
        const { answer } = await ingest(await ingestServices(services), {
          candidates,
          fallback: undefined,
          source: 'import',
        });
        if (answer.stored !== records) throw new Error(`only ${answer.stored} of ${records} records were stored`);
      }
    },
    page: (search) =>
      asked(async () => {
        const read = readRecordQuery(new URLSearchParams(search));
        if (read.outcome !== 'read') throw new Error(JSON.stringify(read.issues));
        const list = await listRecords(reading, read.query);
        if (list.outcome !== 'listed') throw new Error(list.outcome);
        return list.records.map(({ time }) => new Date(time).toISOString());
      }),
    find: (value) =>
      asked(async () => {
        const read = readFindQuery(new URLSearchParams({ value }));
        if (read.outcome !== 'read') throw new Error(JSON.stringify(read.issues));
        const context = {
          reading,
          hashOf,
          off: new Set<string>(),
          today: services.clock(),
          arrived: async () => new Set<string>(),
        };
        const { items } = await findValue(context, read.query);
        return items.map(({ TimeGenerated }) => TimeGenerated);
      }),
    months: async () => (await store.listTables('Lookups')).length,
    [Symbol.asyncDispose]: () => store.close(),
  };
}
