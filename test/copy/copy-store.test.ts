import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notesTable } from '../../shared/copy/copy-notes.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { drivers } from '../storage/drivers.ts';
import { contentOf, copy, fill, fillEverything, put, watching } from './copying.ts';

const ways = drivers.flatMap((from) => drivers.map((to) => ({ way: `${from.name} → ${to.name}`, from, to })));

describe.each(ways)('a copy $way', ({ from, to }) => {
  let source: TableStore;
  let target: TableStore;
  beforeAll(async () => {
    source = await from.open();
    target = await to.open();
    await fillEverything(source);
  });
  afterAll(() => Promise.all([source.close(), target.close()]));

  it('has every table and row of the source, with every value and type, and nothing else', async () => {
    const watch = watching();
    const copied = await copy(source, target, watch);
    const before = await contentOf(source);
    const rows = Object.values(before).flat().length;
    expect(copied).toMatchObject({ outcome: 'verified', tables: 5, rows, leftOut: [] });
    expect(await contentOf(target)).toEqual(before);
    expect(watch.phases).toEqual(['copying 5', 'verifying 5']);
  });

  it('leaves the source as it was', async () => {
    expect(await source.listTables('')).toEqual(['Empty', 'Lookups202603', 'Parts20260304sms', 'Settings', 'Values']);
  });

  it('is never overwritten, also not by its own source', async () => {
    const again = await copy(source, target);
    expect(again).toEqual({ outcome: 'refused', words: expect.stringContaining('nothing is ever overwritten') });
  });
});

describe.each(drivers)('a copy into $name', ({ open }) => {
  async function pair() {
    const [source, target] = [await open(), await open()];
    return {
      ...{ source, target },
      [Symbol.asyncDispose]: async () => void (await Promise.all([source.close(), target.close()])),
    };
  }

  it('of a source that is written meanwhile says which tables differ, and the next run brings that over', async () => {
    await using stores = await pair();
    const { source, target } = stores;
    await fill(source, 'Hours', 'a', 120);
    await fill(source, 'Purged', 'a', 2);
    await fill(source, 'Latest', 'a', 3);
    const watch = watching();
    let changed = false;
    const meanwhile: TableStore = {
      ...source,
      async listTables(prefix) {
        // The second listing begins the verification.
        if (!changed) {
          changed = true;
          return source.listTables(prefix);
        }
        await put(
          source,
          'Hours',
          { partitionKey: 'a', rowKey: '000007', n: 'changed' },
          { partitionKey: 'b', rowKey: 'new' },
        );
        const gone = await source.get('Hours', 'a', '000009');
        const key = { partitionKey: 'a', rowKey: '000009' };
        await source.transact('Hours', [{ kind: 'delete', ...key, etag: gone?.etag ?? '' }]);
        await source.dropTable('Purged');
        await put(source, 'Arrived', { partitionKey: 'a', rowKey: 'a' });
        return (await source.listTables(prefix)).filter((table) => table !== 'Purged');
      },
    };
    const first = await copy(meanwhile, target, watch);
    if (first.outcome !== 'differs') throw new Error(first.outcome);
    expect(first.differences.map(({ table, ...sides }) => [table, sides.source?.rows, sides.target?.rows])).toEqual([
      ['Arrived', 1, undefined],
      ['Hours', 120, 120],
      ['Purged', undefined, 2],
    ]);
    expect(await target.listTables('')).toContain(notesTable);
    expect(await copy(source, target, watch)).toMatchObject({ outcome: 'verified', tables: 3, rows: 124 });
    expect(await contentOf(target)).toEqual(await contentOf(source));
    expect(watch.said).toEqual(['Table Hours differed; it is compared row by row.']);
  });

  it('goes on after the rows that an interrupted one brought over, without reading them again', async () => {
    await using stores = await pair();
    const { source, target } = stores;
    await fill(source, 'Hours', 'a', 2500);
    let writes = 0;
    const ending: TableStore = {
      ...target,
      async transact(table, operations) {
        if (table === 'Hours' && ++writes > 14) throw new Error('the process ended');
        return target.transact(table, operations);
      },
    };
    await expect(copy(source, ending)).rejects.toThrow('the process ended');
    const asked: string[] = [];
    const counting: TableStore = {
      ...source,
      async query(table, query) {
        const page = await source.query(table, query);
        asked.push(...page.entities.map(({ rowKey }) => rowKey));
        return page;
      },
    };
    const watch = watching();
    expect(await copy(counting, target, watch)).toMatchObject({ outcome: 'verified', rows: 2500 });
    expect(watch.said).toEqual(['Table Hours goes on after 1,000 rows.']);
    expect(asked[0]).toBe('001000');
    expect(asked).toHaveLength(1500 + 2500);
  });

  it('of a store without tables, or of a copy that is not finished, is refused', async () => {
    await using stores = await pair();
    const { source, target } = stores;
    expect(await copy(source, target)).toMatchObject({ words: expect.stringContaining('holds no tables') });
    await source.createTable(notesTable);
    await source.createTable('Hours');
    expect(await copy(source, target)).toMatchObject({ words: expect.stringContaining('not finished') });
    expect(await target.listTables('')).toEqual([]);
  });

  it('leaves out what the Functions host keeps, and does not mind it in the target', async () => {
    await using stores = await pair();
    const { source, target } = stores;
    await fill(source, 'Hours', 'a', 2);
    await fill(source, 'AzureFunctionsDiagnosticEvents202603', 'a', 2);
    await fill(target, 'AzureWebJobsHostLogs202603', 'b', 1);
    const leftOut = ['AzureFunctionsDiagnosticEvents202603'];
    expect(await copy(source, target)).toMatchObject({ outcome: 'verified', tables: 1, rows: 2, leftOut });
    expect(await target.listTables('')).toEqual(['AzureWebJobsHostLogs202603', 'Hours']);
  });
});
