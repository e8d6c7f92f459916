/** Records for tests, and a store in memory that holds them as ingest writes them. */
import { createHash } from 'node:crypto';
import type { Category } from '../../shared/categories/define.ts';
import { readTime } from '../../shared/categories/read-time.ts';
import { type ColumnValue, jsonText } from '../../shared/categories/read-value.ts';
import type { StoredRecord } from '../../shared/categories/record.ts';
import { sms } from '../../shared/categories/sms.ts';
import { listRecords, type RecordPage } from '../../shared/query/list-records.ts';
import type { Reading } from '../../shared/query/reading.ts';
import { idOf } from '../../shared/query/record-item.ts';
import { type RecordQuery, readRecordQuery } from '../../shared/query/record-query.ts';
import { lookupHash } from '../../shared/storage/lookup-hash.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { recordWriter } from '../../shared/storage/write-records.ts';

export const hashOf = lookupHash('the key of these tests');

/** Columns beside those that every record has, and what else is not as usual. */
export interface RecordFacts {
  readonly category?: Category;
  readonly columns?: Readonly<Record<string, ColumnValue>>;
  readonly additional?: string;
  readonly delivered?: string;
  /** Tells records of one time apart. */
  readonly name?: string;
}

/** A record of a time (UTC text or ms). */
export function recordAt(time: string | number, facts: RecordFacts = {}): StoredRecord {
  const { category = sms, columns = {}, additional, name = '' } = facts;
  const iso = typeof time === 'number' ? new Date(time).toISOString() : (readTime(time) ?? '');
  const spelled = { time: iso, ...columns, additional };
  return {
    category,
    label: String(columns['Category'] ?? category.name),
    time: Date.parse(iso),
    columns: { TimeGenerated: iso, ...columns },
    additional,
    identity: createHash('sha256').update(`${category.slug} ${iso} ${name}`).digest('hex').slice(0, 32),
    // Columns are always read out of what was delivered, and storing relies on it.
    delivered: facts.delivered ?? jsonText(spelled),
    receivedAt: '2026-03-10T00:00:00.000Z',
    source: 'push',
  };
}

export async function write(store: TableStore, records: readonly StoredRecord[]): Promise<void> {
  const writer = recordWriter(store, hashOf, () => new Date('2026-03-10T00:00:00Z'));
  for (let start = 0; start < records.length; start += 1000) {
    const part = records.slice(start, start + 1000);
    await writer.write(
      part.map((record) => ({ record, content: record.identity })),
      'batch',
    );
  }
}

/** A store in memory that holds the records. */
export async function storeOf(records: readonly StoredRecord[]): Promise<TableStore> {
  const store = sqliteTables({ path: ':memory:' });
  await write(store, records);
  return store;
}

export function readingFrom(store: TableStore, facts: Partial<Reading> = {}): Reading {
  return {
    store,
    notBefore: () => Number.NEGATIVE_INFINITY,
    successfulNotBefore: Number.NEGATIVE_INFINITY,
    now: () => 0,
    ...facts,
  };
}

/** The query of a query string that is right. */
export function queryOf(search: string): RecordQuery {
  const read = readRecordQuery(new URLSearchParams(search));
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read.issues));
  return read.query;
}

/** A page that is answered. */
export async function pageOf(reading: Reading, search: string): Promise<RecordPage> {
  const list = await listRecords(reading, queryOf(search));
  if (list.outcome !== 'listed') throw new Error(JSON.stringify(list));
  return list;
}

/** The ids of all pages, and how many pages there were. */
export async function allPages(reading: Reading, search: string): Promise<{ ids: string[]; pages: number }> {
  const ids: string[] = [];
  let pages = 0;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: RecordPage = await pageOf(reading, `${search}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    ids.push(...page.records.map(idOf));
    cursor = page.next;
    pages += 1;
  }
  return { ids, pages };
}

/** Ids newest first, as lists give them. */
export function newestFirst(records: readonly StoredRecord[]): string[] {
  return records
    .toSorted((a, b) => b.time - a.time || compare(a.identity, b.identity) || compare(a.category.slug, b.category.slug))
    .map(idOf);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
