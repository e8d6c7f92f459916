import { describe, expect, it } from 'vitest';
import { notesTable } from '../../shared/copy/copy-notes.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { type Fault, faults, faultyStore } from '../crash/faulty-store.ts';
import { triedPlaces } from '../crash/tried-places.ts';
import { drivers } from '../storage/drivers.ts';
import { contentOf, copy, fill, put } from './copying.ts';

/** Several partitions, a table that is not full and one that takes two rounds. */
async function smallSource(): Promise<TableStore> {
  const source = sqliteTables({ path: ':memory:' });
  await fill(source, 'Lookups202603', '0', 130);
  await fill(source, 'Lookups202603', '1', 1020);
  await put(source, 'Hours', { partitionKey: 'a', rowKey: 'a', n: 1n }, { partitionKey: 'b', rowKey: 'b' });
  await source.createTable('Empty');
  return source;
}

describe.each(drivers)('a copy into $name', ({ name, open }) => {
  it.each(Object.keys(faults) as Fault[])(
    'whose call to the target %s is whole when it was run again',
    async (fault) => {
      const source = await smallSource();
      const wanted = await contentOf(source);
      const counting = await open();
      const { store, calls } = faultyStore(counting);
      expect(await copy(source, store)).toMatchObject({ outcome: 'verified' });
      await counting.close();
      expect(calls.length).toBeGreaterThan(35);
      let interrupted = 0;
      for (const at of triedPlaces(name, calls)) {
        const where = `call ${at}, ${calls[at]}`;
        const target = await open();
        const first = await copy(source, faultyStore(target, at, fault).store).catch((error: unknown) => {
          if (error instanceof StorageUnavailable) return undefined;
          throw error;
        });
        if (first === undefined) interrupted += 1;
        // Where only the answer about the very last step was lost, there is nothing left to do, and nothing is done.
        const tables = await target.listTables('');
        const finished = tables.length > 0 && !tables.includes(notesTable);
        expect(finished, where).toBe(first !== undefined || (at === calls.length - 1 && faults[fault].happens));
        expect((await copy(source, target)).outcome, where).toBe(finished ? 'refused' : 'verified');
        expect(await contentOf(target), where).toEqual(wanted);
        await target.close();
      }
      expect(interrupted).toBeGreaterThan(0);
      await source.close();
    },
    120_000,
  );

  it('whose source cannot be read at some place is whole when it was run again', async () => {
    const source = await smallSource();
    const counting = await open();
    const { store, calls } = faultyStore(source);
    await copy(store, counting);
    await counting.close();
    for (const at of name === 'SQLite' ? calls.keys() : [3, calls.length - 1]) {
      const target = await open();
      await expect(copy(faultyStore(source, at).store, target), calls[at]).rejects.toThrow(StorageUnavailable);
      expect(await copy(source, target), calls[at]).toMatchObject({ outcome: 'verified' });
      await target.close();
    }
    await source.close();
  }, 120_000);
});
