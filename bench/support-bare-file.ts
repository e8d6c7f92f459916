/** The bare loop that ingesting is held against: rows into one table of a SQLite file that is as durable as the store's. */
import { DatabaseSync } from 'node:sqlite';
import { toBody } from '../shared/storage/sqlite-row.ts';
import type { Transaction } from './support-finished-rows.ts';

type BareRow = readonly [table: string, partition: string, row: string, body: string, integers: string | null];

export interface BareFile extends Disposable {
  /** The rows as they go into the file, in their order. */
  prepare(transactions: readonly Transaction[]): PreparedRows;
  write(rows: PreparedRows): void;
}

export interface PreparedRows {
  readonly length: number;
  /** The rows of each commit. */
  readonly commits: readonly (readonly BareRow[])[];
}

const transactionsPerCommit = 16;

/** `path` must not exist yet. */
export function bareFile(path: string): BareFile {
  const db = new DatabaseSync(path);
  // As the store's own file, see shared/storage/sqlite-file.ts.
  db.exec(`PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -131072;
           PRAGMA wal_autocheckpoint = 8000; PRAGMA journal_size_limit = 67108864;
           CREATE TABLE bare (name TEXT, partition TEXT, row TEXT, body TEXT, integers TEXT,
                              PRIMARY KEY (name, partition, row)) STRICT, WITHOUT ROWID`);
  // Lookups of values that many records have are written again and again.
  const insert = db.prepare('INSERT OR REPLACE INTO bare VALUES (?, ?, ?, ?, ?)');
  return {
    prepare(transactions) {
      const commits: BareRow[][] = [];
      for (let start = 0; start < transactions.length; start += transactionsPerCommit) {
        commits.push(transactions.slice(start, start + transactionsPerCommit).flatMap(rowsOf));
      }
      return { length: commits.reduce((sum, rows) => sum + rows.length, 0), commits };
    },
    write({ commits }) {
      for (const rows of commits) {
        db.exec('BEGIN IMMEDIATE');
        for (const row of rows) insert.run(...row);
        db.exec('COMMIT');
      }
    },
    [Symbol.dispose]: () => db.close(),
  };
}

function rowsOf({ table, operations }: Transaction): BareRow[] {
  return operations.map((operation) => {
    if (operation.kind === 'delete') throw new Error('Ingesting deletes nothing.');
    const { partitionKey, rowKey } = operation.entity;
    return [table, partitionKey, rowKey, ...toBody(operation.entity)];
  });
}
