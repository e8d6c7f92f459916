/** The contract of tables: creating, dropping, listing, and reading what is not there. */

import { expect, test } from 'vitest';
import { freshName, inserts, keysOf, onEveryDriver, row } from './contract.ts';

onEveryDriver(({ store, newTable }) => {
  test('creates a table once and says when it exists', async () => {
    const table = freshName();
    expect(await store().createTable(table)).toBe('created');
    expect(await store().createTable(table)).toBe('exists');
  });

  test('drops a table with its rows, and gives the name back empty', async () => {
    const table = await newTable();
    await store().transact(table, inserts(row('p', 'r')));
    await store().dropTable(table);
    expect(await store().get(table, 'p', 'r')).toBeUndefined();
    expect(await store().transact(table, inserts(row('p', 'r')))).toEqual({ outcome: 'no-table' });
    expect(await store().createTable(table)).toBe('created');
    expect(await keysOf(store(), table, {})).toEqual([]);
    expect(await store().transact(table, inserts(row('p', 'r')))).toMatchObject({ outcome: 'done' });
  });

  test('dropping what does not exist does no harm', async () => {
    await expect(store().dropTable(freshName())).resolves.toBeUndefined();
  });

  test('reads nothing from a table that does not exist', async () => {
    const table = freshName();
    expect(await store().get(table, 'p', 'r')).toBeUndefined();
    expect(await store().query(table, { partition: 'p' })).toEqual({ entities: [] });
  });

  test('reads nothing where no row is', async () => {
    const table = await newTable();
    await store().transact(table, inserts(row('p', 'r')));
    expect(await store().get(table, 'p', 'other')).toBeUndefined();
    expect(await store().get(table, 'other', 'r')).toBeUndefined();
  });

  test('lists the tables of a prefix in order', async () => {
    for (const table of ['Days20260102', 'Days20260101', 'Daysx', 'Day', 'Months202601'])
      await store().createTable(table);
    expect(await store().listTables('Days')).toEqual(['Days20260101', 'Days20260102', 'Daysx']);
    expect(await store().listTables('Days202601')).toEqual(['Days20260101', 'Days20260102']);
    expect(await store().listTables('Days', 'Days20260102')).toEqual(['Days20260101']);
    expect(await store().listTables('Days', 'Days')).toEqual([]);
    expect(await store().listTables('Years')).toEqual([]);
    expect(await store().listTables('')).toEqual(expect.arrayContaining(['Day', 'Daysx', 'Months202601']));
  });
});
