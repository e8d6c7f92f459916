/** The prepared statements of each table of a store's file, the recently used ones kept. */

import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Beside SQLite's own tables and the file's `tags`. SQLite takes names in any case for one, as Table Storage does. */
export const tableMark = 'T_';

const columns = 'partition, row, tag, body, integers';

const texts = {
  insert: (table: string) => `INSERT INTO ${table} VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  upsert: (table: string) => `INSERT OR REPLACE INTO ${table} VALUES (?, ?, ?, ?, ?)`,
  replace: (table: string) =>
    `UPDATE ${table} SET tag = ?, body = ?, integers = ? WHERE partition = ? AND row = ? AND tag = ?`,
  delete: (table: string) => `DELETE FROM ${table} WHERE partition = ? AND row = ? AND tag = ?`,
  get: (table: string) => `SELECT ${columns} FROM ${table} WHERE partition = ? AND row = ?`,
  /** Partition, first row, row to end before, count. */
  rows: (table: string) =>
    `SELECT ${columns} FROM ${table} WHERE partition = ? AND row >= ? AND row < ? ORDER BY row LIMIT ?`,
  /** First partition and row, partition to end before, first row and row to end before in each, count. */
  partitions: (table: string) =>
    `SELECT ${columns} FROM ${table} WHERE (partition, row) >= (?, ?) AND partition < ? AND row >= ? AND row < ?
     ORDER BY partition, row LIMIT ?`,
};

export type StatementName = keyof typeof texts;

export interface Statements {
  /** Throws SQLite's error when the table does not exist. Rows come as arrays. */
  of(table: string, name: StatementName): StatementSync;
  forget(table: string): void;
}

const tablesKept = 200;

export function statements(db: DatabaseSync): Statements {
  const kept = new Map<string, Partial<Record<StatementName, StatementSync>>>();
  return {
    of(table, name) {
      const ofTable = kept.get(table) ?? {};
      let statement = ofTable[name];
      if (statement === undefined) {
        statement = db.prepare(texts[name](`"${tableMark}${table}"`));
        statement.setReturnArrays(true);
        ofTable[name] = statement;
        kept.delete(table);
        kept.set(table, ofTable);
        const oldest = kept.keys().next().value;
        if (kept.size > tablesKept && oldest !== undefined) kept.delete(oldest);
      }
      return statement;
    },
    forget(table) {
      kept.delete(table);
    },
  };
}
