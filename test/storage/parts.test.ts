import { beforeEach, describe, expect, it } from 'vitest';
import type { Category } from '../../shared/categories/define.ts';
import { categoryNamed } from '../../shared/categories/index.ts';
import { recordId, recordKeys } from '../../shared/storage/keys.ts';
import { partsHash, partsTable, readParts, writeParts } from '../../shared/storage/parts.ts';
import type { Large } from '../../shared/storage/record-entity.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { everyRow, type TableStore } from '../../shared/storage/table-store.ts';
import { transactIn } from '../../shared/storage/transact-in.ts';

const sms = categoryNamed('sms') as Category;
const time = Date.parse('2026-03-04T12:00:00.000Z');
const identity = 'ab'.repeat(16);
const day = '20260304';
const id = recordId(sms, time, identity);
const large = (text: string, times: number): Large => ({ delivered: text.repeat(times), columns: { URI: text } });
const two = large('漢"', 400_000);

let store: TableStore;
beforeEach(() => {
  store = sqliteTables({ path: ':memory:' });
});

/** The row that the record has, which says whose parts are its own. */
async function writeRow(its: Large): Promise<void> {
  const { table, ...keys } = recordKeys(sms, time, identity);
  await transactIn(store, table, [{ kind: 'insert', entity: { ...keys, partsHash: partsHash(its) } }]);
}

describe('the parts of a large record', () => {
  it('come back as they were, in as many rows as they need', async () => {
    expect(await writeParts(store, day, id, two)).toBe(true);
    expect(await readParts(store, day, id)).toEqual(two);
    const rows = await Array.fromAsync(everyRow(store, partsTable(day, 'sms'), {}));
    expect(rows.length).toBeGreaterThan(2);
    expect(new Set(rows.map(({ partitionKey }) => partitionKey))).toEqual(new Set([id]));
  });

  it('may be written again, and by others who say something else', async () => {
    for (const one of [two, large('x', 10), two]) await writeParts(store, day, id, one);
    await writeRow(two);
    expect(await readParts(store, day, id)).toEqual(two);
  });

  it('are those of the row, even beside a write that was never finished', async () => {
    const transact: TableStore['transact'] = async (table, operations) => {
      const [first] = operations;
      if (first && 'entity' in first && first.entity.rowKey.endsWith('-0001')) throw new Error('the process ends');
      return store.transact(table, operations);
    };
    await expect(writeParts({ ...store, transact }, day, id, two)).rejects.toThrow('ends');
    await writeParts(store, day, id, large('y', 7));
    await writeRow(large('y', 7));
    expect(await readParts(store, day, id)).toEqual(large('y', 7));
  });

  it('are undefined where there are none', async () => {
    expect(await readParts(store, day, id)).toBeUndefined();
    await writeParts(store, day, id, two);
    expect(await readParts(store, day, `${id}x`)).toBeUndefined();
  });

  it('are not written into a day that is being dropped', async () => {
    const dropping = { ...store, transact: async () => ({ outcome: 'being-dropped' }) as const };
    expect(await writeParts(dropping, day, id, two)).toBe(false);
  });
});
