import { describe, expect, it } from 'vitest';
import { beginCopy } from '../../shared/copy/begin-copy.ts';
import { notesTable, writeNote } from '../../shared/copy/copy-notes.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { put } from './copying.ts';

const memory = () => sqliteTables({ path: ':memory:' });
const patience = { wait: async () => {}, onWait: () => {} };

describe('beginCopy', () => {
  it('begins in an empty store, and goes on in what it began', async () => {
    const store = memory();
    expect(await beginCopy(store, 'a', patience)).toEqual({ notes: new Map() });
    const after = { partitionKey: 'p', rowKey: 'r' };
    await writeNote(store, 'Hours', { state: 'copying', after, rows: 7 });
    await store.createTable('Hours');
    expect(await beginCopy(store, 'a', patience)).toEqual({
      notes: new Map([['Hours', { state: 'copying', after, rows: 7 }]]),
    });
  });

  it('refuses an unfinished copy of another source, and names that', async () => {
    const store = memory();
    await beginCopy(store, 'https://one.example', patience);
    const refused = await beginCopy(store, 'https://other.example', patience);
    expect(refused).toEqual({ refused: expect.stringContaining('of another store, https://one.example') });
  });

  it('refuses a store with tables, and one where somebody else made a table while it was copied into', async () => {
    const store = memory();
    for (const n of [1, 2, 3, 4, 5, 6, 7]) await put(store, `Hours${n}`, { partitionKey: 'p', rowKey: 'r' });
    const refused = await beginCopy(store, 'a', patience);
    expect(refused).toEqual({
      refused: expect.stringContaining('(Hours1, Hours2, Hours3, Hours4, Hours5 and 2 more)'),
    });
    expect(await store.listTables(notesTable)).toEqual([]);

    const begun = memory();
    await beginCopy(begun, 'a', patience);
    await put(begun, 'Runs', { partitionKey: 'p', rowKey: 'r' });
    expect(await beginCopy(begun, 'a', patience)).toEqual({ refused: expect.stringContaining('(Runs)') });
  });

  it('waits, with words, while a table of its name is still being dropped, five minutes at most', async () => {
    const store = memory();
    let left = 3;
    const busy: TableStore = {
      ...store,
      createTable: async (table) => (left-- > 0 ? 'being-dropped' : store.createTable(table)),
    };
    const waits: number[] = [];
    const words: string[] = [];
    const noting = { wait: async (ms: number) => waits.push(ms), onWait: (said: string) => words.push(said) };
    expect(await beginCopy(busy, 'a', noting)).toEqual({ notes: new Map() });
    expect(waits).toEqual([5000, 5000, 5000]);
    expect(words).toEqual(['Table Copy of the target was dropped a moment ago; waiting until its name is free.']);

    left = Number.POSITIVE_INFINITY;
    waits.length = 0;
    await expect(beginCopy({ ...busy, listTables: async () => [] }, 'a', noting)).rejects.toThrow(StorageUnavailable);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(295_000);
  });
});
