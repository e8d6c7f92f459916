/** The contract of limits: both drivers refuse in words what Table Storage would refuse, and take what is at the limit. */

import { expect, test } from 'vitest';
import { entitySize, LIMITS, storedSize } from '../../shared/storage/limits.ts';
import type { Entity, Operation, Query, Value } from '../../shared/storage/table-store.ts';
import { StorageLimit } from '../../shared/storage/table-store.ts';
import { inserts, keysOf, onEveryDriver, row } from './contract.ts';

const rows = (count: number, properties: Record<string, Value> = {}) =>
  Array.from({ length: count }, (_, n) => row('p', `r${1000 + n}`, properties));
const columns = (count: number, value: Value) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`C${n}`, value]));
const place = (value: Value) => ({ property: 'Place', operator: 'eq', value }) as const;

const refusedTransactions: [string, Operation[]][] = [
  ['no operation', []],
  ['101 operations', inserts(...rows(101))],
  ['two partitions', inserts(row('p', 'a'), row('q', 'b'))],
  ['a row twice', [...inserts(row('p', 'a')), { kind: 'upsert', entity: row('p', 'a') }]],
  ['more than 4 MiB', inserts(...rows(9, columns(15, 'x'.repeat(32_768))))],
  ['more than 4 MiB as the wire sees it', inserts(...rows(60, columns(1, '\u0001'.repeat(12_000))))],
  ['a text of 32 Ki characters and one', inserts(row('p', 'a', { Text: 'x'.repeat(32_769) }))],
  ['253 properties', inserts(row('p', 'a', columns(253, 1)))],
  ['a row of more than a mebibyte', inserts(row('p', 'a', columns(17, 'x'.repeat(32_000))))],
  ['a number that is none', inserts(row('p', 'a', { N: Number.NaN }))],
  ['an infinite number', inserts(row('p', 'a', { N: Number.POSITIVE_INFINITY }))],
  ['an integer of 65 bits', inserts(row('p', 'a', { N: 2n ** 63n }))],
  ['an object', inserts(row('p', 'a', { O: {} as unknown as string }))],
  ['a tag as a property', inserts({ ...row('p', 'a'), etag: 'W/"1"' } as Entity)],
  ['an empty tag', [{ kind: 'delete', partitionKey: 'p', rowKey: 'a', etag: '' }]],
  ['a tag for any state', [{ kind: 'replace', entity: row('p', 'a'), etag: '*' }]],
];

const refusedQueries: [string, Query][] = [
  ['sixteen comparisons', { filter: Array.from({ length: 16 }, (_, n) => place(n)) }],
  [
    'sixteen comparisons with those of keys',
    { partition: 'p', rows: { from: 'a', until: 'b' }, filter: [Array.from({ length: 13 }, (_, n) => place(n))] },
  ],
  [
    'sixteen comparisons with a range of partitions',
    {
      partition: { from: 'a', until: 'b' },
      rows: { from: 'a' },
      filter: [...Array.from({ length: 13 }, (_, n) => place(n))],
    },
  ],
  ['an empty group', { filter: [[]] }],
  ['an order of booleans', { filter: [{ property: 'Flag', operator: 'lt', value: true }] }],
  ['a key as a property', { filter: [{ property: 'partitionKey', operator: 'eq', value: 'p' }] }],
  ['a property that is none', { filter: [{ property: 'a or b', operator: 'eq', value: 1 }] }],
  ['a selection that is none', { select: ['A,B'] }],
  ['texts that no address holds', { filter: [[place('é'.repeat(1500)), place('ü'.repeat(1500))]] }],
  ['a page of no rows', { limit: 0 }],
  ['a page of 1,001 rows', { limit: 1001 }],
  ['a page of half a row', { limit: 1.5 }],
  ['a continuation that no page gave', { continuation: 'next' }],
  ['a partition that no key can be', { partition: 'a/b' }],
  ['a bound beyond ASCII', { rows: { from: 'é' } }],
];

onEveryDriver(({ store, newTable }) => {
  test.each(['with-hyphen', 'with_line', 'with space', 'Übung', `it's`, 'a'.repeat(64)])(
    'refuses %j as the name of a table',
    async (table) => {
      const name = { message: expect.stringContaining("table's name") };
      await expect(store().createTable(table)).rejects.toMatchObject(name);
      await expect(store().transact(table, inserts(row('p', 'r')))).rejects.toMatchObject(name);
      await expect(store().get(table, 'p', 'r')).rejects.toMatchObject(name);
      await expect(store().query(table, {})).rejects.toMatchObject(name);
      await expect(store().dropTable(table)).rejects.toMatchObject(name);
    },
  );

  test.each(['', 'a/b', 'a\\b', 'a#b', 'a?b', 'a\tb', 'a\u007f', 'a\u0085', 'é', 'k'.repeat(513)])(
    'refuses %j as a key',
    async (key) => {
      const table = await newTable();
      await expect(store().transact(table, inserts(row(key, 'r')))).rejects.toThrow(/partition key/);
      await expect(store().transact(table, inserts(row('p', key)))).rejects.toThrow(/row key/);
      await expect(store().get(table, key, 'r')).rejects.toThrow(StorageLimit);
      await expect(store().get(table, 'p', key)).rejects.toThrow(StorageLimit);
    },
  );

  test.each(['a-b', 'a b', '1a', 'a.b', 'é', '', 'n'.repeat(256), 'Timestamp', 'PartitionKey', 'x@odata.type'])(
    'refuses %j as the name of a property',
    async (name) => {
      await expect(store().transact(await newTable(), inserts(row('p', 'r', { [name]: 1 })))).rejects.toThrow(
        StorageLimit,
      );
    },
  );

  test.each(refusedTransactions)('refuses a transaction of %s, and writes nothing', async (_, operations) => {
    const table = await newTable();
    await expect(store().transact(table, operations)).rejects.toThrow(StorageLimit);
    expect(await keysOf(store(), table, {})).toEqual([]);
  });

  test.each(refusedQueries)('refuses a query of %s', async (_, query) => {
    await expect(store().query(await newTable(), query)).rejects.toThrow(StorageLimit);
  });

  test('takes keys of 512 characters and names of 255', async () => {
    const table = await newTable();
    const [p, r] = ['p'.repeat(512), 'r'.repeat(512)];
    await store().transact(table, inserts(row(p, r, { ['n'.repeat(255)]: 1 })));
    expect(await store().get(table, p, r)).toMatchObject({ ['n'.repeat(255)]: 1 });
    expect(await keysOf(store(), table, { partition: p, rows: { from: r, until: `${r}~` } })).toHaveLength(1);
  });

  test('takes a transaction that fills what entitySize counts', async () => {
    const table = await newTable();
    const texts = columns(1, 'é"'.repeat(11_000));
    const size = entitySize(row('p', 'r1000', texts));
    const count = Math.floor(LIMITS.transactionBytes / size);
    expect(count).toBeLessThan(100);
    expect(await store().transact(table, inserts(...rows(count, texts)))).toMatchObject({ outcome: 'done' });
    await expect(store().transact(table, inserts(...rows(count + 1, texts)))).rejects.toThrow(/bytes on the wire/);
  });

  test('takes a row that fills a mebibyte', async () => {
    const base = row('p', 'r', columns(15, 'x'.repeat(32_768)));
    const rest = Math.floor((LIMITS.entityBytes - storedSize({ ...base, Rest: '' })) / 2);
    const full = { ...base, Rest: 'y'.repeat(rest) };
    expect(storedSize(full)).toBeGreaterThan(LIMITS.entityBytes - 2);
    expect(await store().transact(await newTable(), inserts(full))).toMatchObject({ outcome: 'done' });
    await expect(store().transact(await newTable(), inserts({ ...full, Rest: `${full.Rest}yy` }))).rejects.toThrow(
      StorageLimit,
    );
  });
});
