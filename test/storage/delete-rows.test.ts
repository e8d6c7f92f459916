import { expect, test } from 'vitest';
import { deleteRows } from '../../shared/storage/delete-rows.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { inserts, onEveryDriver, row } from './contract.ts';

onEveryDriver(({ store, newTable }) => {
  const keysIn = async (table: string) => (await store().query(table, {})).entities.map(({ rowKey }) => rowKey);

  test('deletes what is due, in as few transactions as there are hundreds, and counts it', async () => {
    const table = await newTable();
    for (const part of ['a', 'b'])
      for (let first = 0; first < 150; first += 75) {
        const rows = Array.from({ length: 75 }, (_, n) => row(part, String(first + n).padStart(3, '0')));
        await store().transact(table, inserts(...rows));
      }
    let transactions = 0;
    const counting: TableStore = {
      ...store(),
      transact: (...given) => {
        transactions += 1;
        return store().transact(...given);
      },
    };
    const isDue = ({ rowKey }: { rowKey: string }) => rowKey < '120';
    expect(await deleteRows(counting, table, { select: [] }, { isDue })).toEqual({ deleted: 240, done: true });
    expect(transactions).toBe(4);
    expect(await keysIn(table)).toHaveLength(60);
  });

  test('deletes rows that are changed meanwhile, and takes those that are gone for nobody’s', async () => {
    const table = await newTable();
    await store().transact(table, inserts(row('p', '1'), row('p', '2'), row('p', '3')));
    const racing: TableStore = {
      ...store(),
      async query(...given) {
        const page = await store().query(...given);
        const [first, second] = page.entities;
        if (first) await store().transact(table, [{ kind: 'upsert', entity: { ...row('p', '1'), x: 'changed' } }]);
        if (second) await store().transact(table, [{ ...second, kind: 'delete' }]);
        return page;
      },
    };
    expect(await deleteRows(racing, table, {})).toEqual({ deleted: 2, done: true });
    expect(await keysIn(table)).toEqual([]);
  });

  test('of a table that is not there deletes nothing', async () => {
    expect(await deleteRows(store(), 'Absent20260304', {})).toEqual({ deleted: 0, done: true });
  });
});
