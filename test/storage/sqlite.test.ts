/** What the store in a file promises beyond the contract: durability, one file for two processes, and whose file it is. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test, vi } from 'vitest';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { type Query, StorageUnavailable } from '../../shared/storage/table-store.ts';
import { inserts, keysOf, row } from './contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'commlog-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function freshPath(): string {
  files += 1;
  return join(folder, String(files), 'store.db');
}

test('finds its rows and tables again after it was closed', async () => {
  const path = freshPath();
  const first = sqliteTables({ path });
  await first.createTable('Rows');
  await first.transact('Rows', inserts(row('p', 'r', { Text: 'kept', Count: 9007199254740993n })));
  const before = await first.get('Rows', 'p', 'r');
  await first.close();
  const second = sqliteTables({ path });
  expect(await second.listTables('')).toEqual(['Rows']);
  expect(await second.get('Rows', 'p', 'r')).toEqual(before);
  await second.close();
});

test('leaves one file behind when it is closed', async () => {
  const path = freshPath();
  const store = sqliteTables({ path });
  await store.createTable('Rows');
  await store.transact('Rows', inserts(row('p', 'r')));
  await store.close();
  expect(readdirSync(join(path, '..'))).toEqual(['store.db']);
});

test('writes what waits before it closes, and takes nothing afterwards', async () => {
  const path = freshPath();
  const store = sqliteTables({ path });
  await store.createTable('Rows');
  const waiting = store.transact('Rows', inserts(row('p', 'r')));
  await store.close();
  expect(await waiting).toMatchObject({ outcome: 'done' });
  await expect(store.get('Rows', 'p', 'r')).rejects.toThrow(StorageUnavailable);
  await expect(store.transact('Rows', inserts(row('p', 's')))).rejects.toThrow(StorageUnavailable);
  await expect(store.close()).resolves.toBeUndefined();
});

test('never gives a tag twice, though its row was deleted and the store opened anew', async () => {
  const path = freshPath();
  const tags = new Set<string>();
  for (let round = 0; round < 3; round += 1) {
    const store = sqliteTables({ path });
    await store.createTable('Rows');
    const written = await store.transact('Rows', inserts(row('p', 'r')));
    const etag = written.outcome === 'done' ? (written.etags[0] ?? '') : '';
    tags.add(etag);
    await store.transact('Rows', [{ kind: 'delete', partitionKey: 'p', rowKey: 'r', etag }]);
    await store.close();
  }
  expect(tags.size).toBe(3);
});

test('keeps what was answered when the process is killed', async () => {
  const path = freshPath();
  const storage = new URL('../../shared/storage/sqlite.ts', import.meta.url).href;
  const program = `
    const { sqliteTables } = await import(${JSON.stringify(storage)});
    const store = sqliteTables({ path: ${JSON.stringify(path)} });
    await store.createTable('Rows');
    for (let n = 0; ; n += 1) {
      const entity = { partitionKey: 'p', rowKey: String(n).padStart(8, '0') };
      await store.transact('Rows', [{ kind: 'insert', entity }]);
      process.stdout.write(n + '\\n');
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of child.stdout) {
    output += chunk;
    if (output.split('\n').length > 50) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  const answered = output.split('\n').slice(0, -1).length;
  const store = sqliteTables({ path });
  const keys = await keysOf(store, 'Rows', {});
  await store.close();
  expect(answered).toBeGreaterThan(49);
  expect(keys.length).toBeGreaterThanOrEqual(answered);
});

test('two stores on one file see each other, and give no tag twice', async () => {
  const path = freshPath();
  const [one, other] = [sqliteTables({ path }), sqliteTables({ path })];
  await one.createTable('Rows');
  const written = await Promise.all([
    one.transact('Rows', inserts(row('p', 'a'))),
    other.transact('Rows', inserts(row('p', 'b'))),
  ]);
  expect(new Set(written.flatMap((result) => ('etags' in result ? result.etags : []))).size).toBe(2);
  expect(await keysOf(one, 'Rows', {})).toEqual(['p/a', 'p/b']);
  expect(await other.transact('Rows', inserts(row('p', 'a')))).toEqual({ outcome: 'exists', index: 0 });
  await one.dropTable('Rows');
  expect(await other.get('Rows', 'p', 'a')).toBeUndefined();
  expect(await other.transact('Rows', inserts(row('p', 'c')))).toEqual({ outcome: 'no-table' });
  await one.close();
  await other.close();
});

test('a file that another keeps locked is unavailable', { timeout: 30_000 }, async () => {
  const path = freshPath();
  const store = sqliteTables({ path });
  await store.createTable('Rows');
  const other = new DatabaseSync(path);
  other.exec('BEGIN IMMEDIATE');
  await expect(store.transact('Rows', inserts(row('p', 'r')))).rejects.toThrow(StorageUnavailable);
  other.exec('ROLLBACK');
  other.close();
  expect(await store.transact('Rows', inserts(row('p', 'r')))).toMatchObject({ outcome: 'done' });
  await store.close();
});

test('gives short pages, with a continuation, while a filter seldom matches', async () => {
  const store = sqliteTables({ path: ':memory:' });
  await store.createTable('Rows');
  await Promise.all(
    Array.from({ length: 120 }, (_, group) => {
      const place = (n: number) => 10_000 + 100 * group + n;
      const rows = Array.from({ length: 100 }, (_, n) => row('p', String(place(n)), { N: place(n) }));
      return store.transact('Rows', inserts(...rows));
    }),
  );
  const query: Query = { partition: 'p', filter: [{ property: 'N', operator: 'eq', value: 21_999 }] };
  expect(await store.query('Rows', query)).toEqual({ entities: [], continuation: expect.any(String) });
  expect(await keysOf(store, 'Rows', query)).toEqual(['p/21999']);
  await store.close();
});

test('refuses a database that is not its own, and leaves it as it was', async () => {
  const path = `${folder}/other.db`;
  const other = new DatabaseSync(path);
  other.exec('CREATE TABLE notes (text); INSERT INTO notes VALUES (1)');
  other.close();
  expect(() => sqliteTables({ path })).toThrow(`${path} is not a Commlog store`);
  const again = new DatabaseSync(path);
  expect(again.prepare('PRAGMA journal_mode').get()?.journal_mode).toBe('delete');
  expect(again.prepare('SELECT count(*) AS rows FROM notes').get()?.rows).toBe(1);
  again.close();
});

test('refuses a file that is no database', () => {
  const path = `${folder}/letter.txt`;
  writeFileSync(path, 'Dear reader, this is a letter and not a store. '.repeat(100));
  expect(() => sqliteTables({ path })).toThrow(`${path} is not a Commlog store`);
});

test('refuses a store of a newer layout', async () => {
  const path = freshPath();
  await sqliteTables({ path }).close();
  const db = new DatabaseSync(path);
  db.exec('PRAGMA user_version = 2');
  db.close();
  expect(() => sqliteTables({ path })).toThrow(/written by a newer Commlog/);
});

test('says in one sentence when a file cannot be opened', () => {
  expect(() => sqliteTables({ path: folder })).toThrow(StorageUnavailable);
  expect(() => sqliteTables({ path: folder })).toThrow(/cannot be opened/);
});

test('makes the folder of a new file', async () => {
  const path = join(folder, 'new', 'deep', 'store.db');
  await sqliteTables({ path }).close();
  expect(existsSync(path)).toBe(true);
});

test('is opened though another process makes a store of the new file at that moment', async () => {
  const path = freshPath();
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
  let other: ReturnType<typeof sqliteTables> | undefined;
  // The first question found no store; before the next is asked there is one.
  prepare.mockImplementation(function (this: DatabaseSync, ...asked) {
    prepare.mockRestore();
    const statement = this.prepare(...asked);
    const found = statement.get();
    other = sqliteTables({ path });
    return Object.assign(statement, { get: () => found });
  });
  const store = sqliteTables({ path });
  await store.createTable('Rows');
  expect(await other?.listTables('')).toEqual(['Rows']);
  await Promise.all([store.close(), other?.close()]);
});
