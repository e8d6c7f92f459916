/** The driver for one machine: a store in one SQLite file, or in memory, with Table Storage's meaning and limits. */

import { groupCommit, type Step } from './group-commit.ts';
import { checkKeys, checkQuery, checkTable, checkTransaction } from './limits.ts';
import { openStoreFile } from './sqlite-file.ts';
import { pageOf } from './sqlite-query.ts';
import { fromRow, type SqliteRow, toBody } from './sqlite-row.ts';
import { statements, tableMark } from './sqlite-statements.ts';
import { type Operation, StorageUnavailable, type TableStore, type TransactionResult } from './table-store.ts';

export interface SqliteTablesOptions {
  /** A file, made with its folder when it is not there, or `:memory:`. */
  readonly path: string;
}

/**
 * Opens a store. Throws an Error in one sentence when the file is no Commlog store, {@link StorageUnavailable} when it
 * cannot be opened. A second process may use the same file; a lock held longer than 5 s is {@link StorageUnavailable}.
 *
 * A transaction is answered when it is on the disk; those that come together share one commit. Nothing is `being-dropped` here.
 */
export function sqliteTables({ path }: SqliteTablesOptions): TableStore {
  const file = openStoreFile(path);
  const { db } = file;
  const prepared = statements(db);
  const commits = groupCommit(db, file.reserveTags);
  const isThere = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ? COLLATE NOCASE");
  const names = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB '${tableMark}*'`);
  let closed = false;

  /** SQLite's errors become the seam's. */
  async function asking<T>(work: () => T | Promise<T>): Promise<T> {
    if (closed) throw new StorageUnavailable('This store is closed.');
    try {
      return await work();
    } catch (cause) {
      if (!isSqliteError(cause)) throw cause;
      throw new StorageUnavailable(`The store's file could not be used: ${cause.message}`, { cause });
    }
  }

  /** The first operation that cannot be taken, or the tags of all. */
  function write(table: string, operations: readonly Operation[]): TransactionResult {
    const etags: string[] = [];
    for (const [index, operation] of operations.entries()) {
      const result = take(table, operation);
      if ('refused' in result) return { outcome: result.refused, index };
      etags.push(result.etag);
    }
    return { outcome: 'done', etags };
  }

  function take(table: string, operation: Operation): { etag: string } | { refused: 'exists' | 'changed' | 'missing' } {
    if (operation.kind === 'delete') {
      const { partitionKey, rowKey, etag } = operation;
      const { changes } = prepared.of(table, 'delete').run(partitionKey, rowKey, tagFrom(etag));
      return changes === 0 ? { refused: whyNot(table, partitionKey, rowKey) } : { etag: '' };
    }
    const { partitionKey, rowKey } = operation.entity;
    const tag = file.nextTag();
    const body = toBody(operation.entity);
    if (operation.kind === 'replace') {
      const statement = prepared.of(table, 'replace');
      const { changes } = statement.run(tag, ...body, partitionKey, rowKey, tagFrom(operation.etag));
      return changes === 0 ? { refused: whyNot(table, partitionKey, rowKey) } : { etag: String(tag) };
    }
    const { changes } = prepared.of(table, operation.kind).run(partitionKey, rowKey, tag, ...body);
    return changes === 0 ? { refused: 'exists' } : { etag: String(tag) };
  }

  function whyNot(table: string, partitionKey: string, rowKey: string): 'changed' | 'missing' {
    return prepared.of(table, 'get').get(partitionKey, rowKey) === undefined ? 'missing' : 'changed';
  }

  return {
    async createTable(table) {
      checkTable(table);
      return asking(() => {
        if (isThere.get(tableMark + table) !== undefined) return 'exists';
        db.exec(`CREATE TABLE IF NOT EXISTS "${tableMark}${table}" (partition TEXT NOT NULL, row TEXT NOT NULL, tag INTEGER NOT NULL,
                 body TEXT NOT NULL, integers TEXT, PRIMARY KEY (partition, row)) STRICT, WITHOUT ROWID`);
        return 'created';
      });
    },

    async dropTable(table) {
      checkTable(table);
      await asking(() => {
        prepared.forget(table);
        db.exec(`DROP TABLE IF EXISTS "${tableMark}${table}"`);
      });
    },

    async listTables(prefix, before) {
      return asking(() => {
        const all = names.all().map((row) => String(row.name).slice(tableMark.length));
        const isAsked = (name: string) => name.startsWith(prefix) && (before === undefined || name < before);
        return all.filter(isAsked).sort();
      });
    },

    async transact(table, operations) {
      checkTable(table);
      checkTransaction(operations);
      return asking(() =>
        commits.add(operations.length, (): Step<TransactionResult> => {
          const value = ifTable<TransactionResult>({ outcome: 'no-table' }, () => write(table, operations));
          return { value, keep: value.outcome === 'done' };
        }),
      );
    },

    async get(table, partitionKey, rowKey) {
      checkTable(table);
      checkKeys(partitionKey, rowKey);
      return asking(() =>
        ifTable(undefined, () => {
          const row = prepared.of(table, 'get').get(partitionKey, rowKey) as SqliteRow | undefined;
          return row === undefined ? undefined : fromRow(row);
        }),
      );
    },

    async query(table, query) {
      checkTable(table);
      checkQuery(query);
      return asking(() =>
        ifTable({ entities: [] }, () =>
          pageOf((name, ...values) => prepared.of(table, name).all(...values) as unknown as SqliteRow[], query),
        ),
      );
    },

    async close() {
      if (closed) return;
      closed = true;
      commits.flush();
      try {
        db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } finally {
        db.close();
      }
    },
  };
}

/** `absent` when the table that the work names does not exist; tables may go at any time, by another process too. */
function ifTable<T>(absent: T, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isSqliteError(error) && error.message.startsWith('no such table: T_')) return absent;
    throw error;
  }
}

function isSqliteError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
}

/** A tag that no row can have when the text is none that this driver gave. */
function tagFrom(etag: string): number {
  return /^\d{1,15}$/.test(etag) ? Number(etag) : -1;
}
