/** The contract of queries: order, ranges of partitions and rows, selection, paging. */

import { expect, test } from 'vitest';
import type { Entity, Query } from '../../shared/storage/table-store.ts';
import { type Contract, contentOf, freshName, inserts, keysOf, onEveryDriver, row } from './contract.ts';

onEveryDriver((contract) => {
  const { store, newTable } = contract;

  test('gives rows in order of partition, then row, however they were written', async () => {
    const table = await grid(contract);
    expect(await keysOf(store(), table, {})).toEqual([
      ...['A-/1', 'A-/2', 'A/1', 'A/10', 'A/2', 'A/a'].toSorted(byKeys),
      ...['B/1', 'B/2', 'C/1', 'a/1', 'a/Z', 'a/_', 'a/a'].toSorted(byKeys),
    ]);
  });

  test.each<[string, Query, string[]]>([
    ['one partition', { partition: 'A' }, ['A/1', 'A/10', 'A/2', 'A/a']],
    ['a partition that is the start of another', { partition: 'A-' }, ['A-/1', 'A-/2']],
    ['no such partition', { partition: 'AA' }, []],
    ['rows from and until', { partition: 'A', rows: { from: '10', until: '2' } }, ['A/10']],
    ['rows from', { partition: 'A', rows: { from: '10' } }, ['A/10', 'A/2', 'A/a']],
    ['rows until', { partition: 'A', rows: { until: '2' } }, ['A/1', 'A/10']],
    ['rows that begin with a text', { partition: 'A', rows: { from: '1', until: '1~' } }, ['A/1', 'A/10']],
    ['a range of rows without rows', { partition: 'A', rows: { from: '3', until: '9' } }, []],
    ['a range of rows that ends before it begins', { partition: 'A', rows: { from: '2', until: '1' } }, []],
    ['partitions from and until', { partition: { from: 'B', until: 'a' } }, ['B/1', 'B/2', 'C/1']],
    ['partitions from', { partition: { from: 'C' } }, ['C/1', 'a/1', 'a/Z', 'a/_', 'a/a']],
    ['partitions until', { partition: { until: 'A-' } }, ['A/1', 'A/10', 'A/2', 'A/a']],
    ['open ranges', { partition: { from: 'C', until: '' }, rows: { from: '', until: '2' } }, ['C/1', 'a/1']],
    [
      'rows of a range of partitions',
      { partition: { from: 'A', until: 'C' }, rows: { from: '2', until: '3' } },
      ['A/2', 'A-/2', 'B/2'],
    ],
    ['rows of all partitions', { rows: { from: 'Z', until: 'b' } }, ['A/a', 'a/Z', 'a/_', 'a/a']],
    [
      'a bound with characters that keys cannot hold',
      { partition: 'A', rows: { from: '/', until: '1?' } },
      ['A/1', 'A/10'],
    ],
  ])('finds %s', async (_, query, expected) => {
    expect(await keysOf(store(), await grid(contract), query)).toEqual(expected.toSorted(byKeys));
  });

  test('follows pages of any size to the end, each row once, in the same order', async () => {
    const table = await grid(contract);
    for (const query of [{}, { partition: { from: 'A', until: 'a' } }, { partition: 'A' }] satisfies Query[]) {
      const all = await keysOf(store(), table, query);
      for (const limit of [1, 2, 3, 4, 13]) expect(await keysOf(store(), table, { ...query, limit })).toEqual(all);
    }
  });

  test('a page has at most the rows of its limit, and the last has no continuation', async () => {
    const table = await newTable();
    await store().transact(table, inserts(...['a', 'b', 'c', 'd'].map((key) => row('p', key))));
    const first = await store().query(table, { partition: 'p', limit: 3 });
    expect(first.entities.map(({ rowKey }) => rowKey)).toEqual(['a', 'b', 'c']);
    expect(first.continuation).toEqual(expect.any(String));
    const second = await store().query(table, { partition: 'p', limit: 3, continuation: first.continuation ?? '' });
    expect(second.entities.map(({ rowKey }) => rowKey)).toEqual(['d']);
    expect(second).not.toHaveProperty('continuation');
  });

  test('ends a page at 1,000 rows', async () => {
    const table = await newTable();
    for (let start = 0; start < 1100; start += 100) {
      const rows = Array.from({ length: 100 }, (_, n) => row('p', String(start + n).padStart(5, '0')));
      await store().transact(table, inserts(...rows));
    }
    const first = await store().query(table, { partition: 'p' });
    expect(first.entities).toHaveLength(1000);
    expect(first.continuation).toBeDefined();
    const keys = await keysOf(store(), table, { partition: 'p' });
    expect(keys).toHaveLength(1100);
    expect(keys).toEqual(keys.toSorted());
  });

  test('a continuation goes on after its page though rows came and went', async () => {
    const table = await newTable();
    await store().transact(table, inserts(...['b', 'd', 'f', 'h'].map((key) => row('p', key))));
    const { entities, continuation = '' } = await store().query(table, { partition: 'p', limit: 2 });
    const last = entities[1];
    await store().transact(table, [
      { kind: 'delete', partitionKey: 'p', rowKey: 'd', etag: last?.etag ?? '' },
      ...inserts(row('p', 'a'), row('p', 'c'), row('p', 'g')),
    ]);
    const rest = await store().query(table, { partition: 'p', continuation });
    expect(rest.entities.map(({ rowKey }) => rowKey)).toEqual(['f', 'g', 'h']);
  });

  test('brings the selected properties, and always keys and tag', async () => {
    const table = await newTable();
    const written = await store().transact(table, inserts(row('p', 'r', { A: 'a', B: 2, C: 3n, D: true })));
    const etag = written.outcome === 'done' ? written.etags[0] : '';
    const select = async (...names: string[]) => (await store().query(table, { select: names })).entities;
    expect(await select('B', 'C', 'Other')).toEqual([{ partitionKey: 'p', rowKey: 'r', etag, B: 2, C: 3n }]);
    expect(await select()).toEqual([{ partitionKey: 'p', rowKey: 'r', etag }]);
  });

  test('selects without the properties that only the filter names', async () => {
    const table = await newTable();
    await store().transact(table, inserts(row('p', 'r', { A: 'a', B: 2 }), row('p', 's', { A: 'b', B: 3 })));
    const { entities } = await store().query(table, {
      select: ['B'],
      filter: [{ property: 'A', operator: 'eq', value: 'b' }],
    });
    expect(entities.map(contentOf)).toEqual([row('p', 's', { B: 3 })]);
  });

  test('finds what was answered done at once', async () => {
    const table = await newTable();
    for (let n = 0; n < 10; n += 1) {
      await store().transact(table, inserts(row('p', `r${n}`)));
      expect(await keysOf(store(), table, { partition: 'p' })).toHaveLength(n + 1);
    }
  });

  test('has no rows for a query of a table that is not there', async () => {
    expect(await keysOf(store(), freshName(), { limit: 5 })).toEqual([]);
  });
});

/** A table of thirteen rows in five partitions. */
async function grid({ store, newTable }: Contract): Promise<string> {
  const table = await newTable();
  const cells: [string, string[]][] = [
    ['a', ['a', '1', 'Z', '_']],
    ['B', ['2', '1']],
    ['A', ['a', '2', '10', '1']],
    ['A-', ['2', '1']],
    ['C', ['1']],
  ];
  for (const [partition, keys] of cells) {
    await store().transact(table, inserts(...keys.map((key): Entity => row(partition, key))));
  }
  return table;
}

function byKeys(one: string, other: string): number {
  const [[p = '', r = ''], [q = '', s = '']] = [one.split('/'), other.split('/')];
  if (p !== q) return p < q ? -1 : 1;
  return r < s ? -1 : 1;
}
