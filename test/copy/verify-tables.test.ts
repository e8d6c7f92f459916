import { describe, expect, it } from 'vitest';
import { verifyTables } from '../../shared/copy/verify-tables.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { type Entity, StorageUnavailable } from '../../shared/storage/table-store.ts';
import { put, watching } from './copying.ts';

const row: Entity = { partitionKey: 'p', rowKey: 'r', n: 1 };

/** What verifying two stores finds, each with one table of these rows. */
async function verified(left: readonly Entity[], right: readonly Entity[]) {
  const [source, target] = [sqliteTables({ path: ':memory:' }), sqliteTables({ path: ':memory:' })];
  await put(source, 'Rows', ...left);
  await put(target, 'Rows', ...right);
  return verifyTables({ source, target }, { sourceTables: ['Rows'], targetTables: ['Rows'] }, watching());
}

describe('verifyTables', () => {
  it('finds the same rows the same, and counts them', async () => {
    // 4, keys of two characters, and a number with a name of one.
    expect(await verified([row], [row])).toEqual({ tables: 1, rows: 1, bytes: 4 + 4 + 8 + 2 + 8, differences: [] });
  });

  it.each([
    ['a value', { ...row, n: 2 }],
    ['a type', { ...row, n: 1n }],
    ['a property that is missing', { partitionKey: 'p', rowKey: 'r' }],
    ['a property more', { ...row, m: '' }],
    ['a row key', { ...row, rowKey: 's' }],
    ['a partition key', { ...row, partitionKey: 'q' }],
  ])('finds %s that differs, where both sides have as many rows', async (_, other) => {
    const { differences } = await verified([row], [other]);
    expect(differences.map(({ table, source, target }) => [table, source?.rows, target?.rows])).toEqual([
      ['Rows', 1, 1],
    ]);
  });

  it('never takes a side that cannot be asked for an empty one', async () => {
    const [source, target] = [sqliteTables({ path: ':memory:' }), sqliteTables({ path: ':memory:' })];
    const broken = { ...target, query: () => Promise.reject(new StorageUnavailable('cannot be asked')) };
    const tables = { sourceTables: ['Rows'], targetTables: ['Rows'] };
    await expect(verifyTables({ source, target: broken }, tables, watching())).rejects.toThrow(StorageUnavailable);
  });
});
