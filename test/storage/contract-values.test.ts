/** The contract of values: what is written comes back, exactly, in its type. */

import { expect, test } from 'vitest';
import type { Entity } from '../../shared/storage/table-store.ts';
import { contentOf, onEveryDriver, row } from './contract.ts';

const texts = {
  empty: '',
  quotes: `'single' "double" \\back\\ {"json": [1]} `,
  lines: 'one\ntwo\r\nthree\ttab\u2028separator\u2029paragraph',
  control: 'nul \u0000 bell \u0007 del \u007f',
  words: 'żółć ñandú 日本語 العربية',
  'beyond the basic plane': '👩‍👩‍👧 𝒳 \u{10ffff}',
  'what a multipart body is made of': '--changeset_1\r\nHTTP/1.1 500 Oops\r\nPUT http://x/y HTTP/1.1',
  'a number in words': '5',
  'a date': '2026-03-01T10:20:30.1234567Z',
  '32 Ki characters': 'ż"'.repeat(16_384),
};

const numbers = [
  0,
  1,
  -1,
  5,
  5.5,
  -0.001,
  1e300,
  -1e-300,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_VALUE,
  Number.MIN_VALUE,
  1 / 3,
];
const integers = [0n, 5n, -5n, 9007199254740993n, 9223372036854775807n, -9223372036854775808n];

onEveryDriver(({ store, newTable }) => {
  async function roundTrip(entity: Entity): Promise<Entity | undefined> {
    const table = await newTable();
    expect(await store().transact(table, [{ kind: 'insert', entity }])).toMatchObject({ outcome: 'done' });
    const [queried] = (await store().query(table, {})).entities;
    expect(queried).toEqual(await store().get(table, entity.partitionKey, entity.rowKey));
    return contentOf(queried);
  }

  test.each(Object.entries(texts))('hands a text back unchanged: %s', async (_, text) => {
    const entity = row('p', 'r', { Text: text });
    expect(await roundTrip(entity)).toEqual(entity);
  });

  test('hands numbers back exactly, whole ones too', async () => {
    const entity = row('p', 'r', Object.fromEntries(numbers.map((value, n) => [`N${n}`, value])));
    expect(await roundTrip(entity)).toEqual(entity);
  });

  test('reads minus zero as zero', async () => {
    expect(await roundTrip(row('p', 'r', { N: -0 }))).toEqual(row('p', 'r', { N: 0 }));
  });

  test('hands integers of 64 bits back exactly, as bigint', async () => {
    const entity = row('p', 'r', Object.fromEntries(integers.map((value, n) => [`N${n}`, value])));
    expect(await roundTrip(entity)).toEqual(entity);
  });

  test('hands booleans back, and leaves undefined properties out', async () => {
    const read = await roundTrip(row('p', 'r', { Yes: true, No: false, Nothing: undefined }));
    expect(Object.keys(read ?? {}).sort()).toEqual(['No', 'Yes', 'partitionKey', 'rowKey']);
    expect(read).toMatchObject({ Yes: true, No: false });
  });

  test('keeps a row that has nothing but its keys', async () => {
    expect(await roundTrip(row('p', 'r'))).toEqual(row('p', 'r'));
  });

  test('keeps 252 properties, and names that differ in case alone', async () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, n) => [`Column_${n}`, `value ${n}`]));
    const entity = row('p', 'r', { ...many, name: 'small', Name: 'large' });
    expect(await roundTrip(entity)).toEqual(entity);
  });

  test('keeps a row of nearly a mebibyte', async () => {
    const text = 'x'.repeat(32_768);
    const entity = row('p', 'r', Object.fromEntries(Array.from({ length: 15 }, (_, n) => [`Text${n}`, text])));
    expect(await roundTrip(entity)).toEqual(entity);
  });

  test.each([
    `it's`,
    `''`,
    'a b',
    '100%25',
    'x&y=z+w',
    '(1,2);[3]{4}',
    '"<>|^`~!@$*:.-_',
    ' leading and trailing ',
    '.',
  ])('takes %j as either key, writes, reads, finds, replaces and deletes by it', async (key) => {
    const table = await newTable();
    const entity = row(key, key, { Text: 'one' });
    expect(await store().transact(table, [{ kind: 'upsert', entity }])).toMatchObject({ outcome: 'done' });
    expect(contentOf(await store().get(table, key, key))).toEqual(entity);
    const found = (await store().query(table, { partition: key, rows: { from: key } })).entities;
    expect(found.map(contentOf)).toEqual([entity]);
    const replaced = await store().transact(table, [
      { kind: 'replace', entity: row(key, key, { Text: 'two' }), etag: found[0]?.etag ?? '' },
    ]);
    if (replaced.outcome !== 'done') expect.fail(replaced.outcome);
    const etag = replaced.etags[0] ?? '';
    expect(await store().get(table, key, key)).toEqual({ ...row(key, key, { Text: 'two' }), etag });
    const remove = { kind: 'delete', partitionKey: key, rowKey: key, etag } as const;
    expect(await store().transact(table, [remove])).toMatchObject({ outcome: 'done' });
    expect(await store().get(table, key, key)).toBeUndefined();
  });
});
