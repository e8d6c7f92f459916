/** The contract of transactions: all or nothing, conflicts as values, conditions by tag. */

import { expect, test } from 'vitest';
import type { Operation } from '../../shared/storage/table-store.ts';
import { contentOf, freshName, inserts, keysOf, onEveryDriver, row } from './contract.ts';

onEveryDriver(({ store, newTable }) => {
  test('writes all rows of a transaction and answers their tags in order', async () => {
    const table = await newTable();
    const rows = Array.from({ length: 100 }, (_, n) => row('p', `r${100 + n}`, { N: n }));
    const result = await store().transact(table, inserts(...rows));
    if (result.outcome !== 'done') expect.fail(result.outcome);
    expect(result.etags).toHaveLength(100);
    for (const n of [0, 57, 99]) {
      expect(await store().get(table, 'p', `r${100 + n}`)).toEqual({ ...rows[n], etag: result.etags[n] });
    }
  });

  test('writes nothing when one insert meets an existing row, and says which', async () => {
    const table = await newTable();
    await store().transact(table, inserts(row('p', 'b', { Of: 'first' })));
    const result = await store().transact(
      table,
      inserts(row('p', 'a'), row('p', 'b', { Of: 'second' }), row('p', 'c')),
    );
    expect(result).toEqual({ outcome: 'exists', index: 1 });
    expect(await keysOf(store(), table, {})).toEqual(['p/b']);
    expect((await store().get(table, 'p', 'b'))?.Of).toBe('first');
  });

  test('takes back upserts, replaces and deletes of a transaction that fails', async () => {
    const table = await newTable();
    const kept = row('p', 'kept', { Text: 'before' });
    await store().transact(table, inserts(kept, row('p', 'deleted', { Text: 'before' }), row('p', 'there')));
    const before = await store().query(table, {});
    const [deleted, keptRow] = before.entities;
    const result = await store().transact(table, [
      { kind: 'replace', entity: row('p', 'kept', { Text: 'after' }), etag: keptRow?.etag ?? '' },
      { kind: 'delete', partitionKey: 'p', rowKey: 'deleted', etag: deleted?.etag ?? '' },
      { kind: 'upsert', entity: row('p', 'new') },
      { kind: 'insert', entity: row('p', 'there') },
    ]);
    expect(result).toEqual({ outcome: 'exists', index: 3 });
    expect(await store().query(table, {})).toEqual(before);
  });

  test('upserts a new row and replaces an old one whole', async () => {
    const table = await newTable();
    expect(await store().transact(table, [{ kind: 'upsert', entity: row('p', 'r', { A: 1, B: 'b' }) }])).toMatchObject({
      outcome: 'done',
    });
    await store().transact(table, [{ kind: 'upsert', entity: row('p', 'r', { A: 2 }) }]);
    expect(contentOf(await store().get(table, 'p', 'r'))).toEqual(row('p', 'r', { A: 2 }));
  });

  test('replaces a row whole while its tag is unchanged', async () => {
    const table = await newTable();
    const tag = tagOf(await store().transact(table, inserts(row('p', 'r', { A: 1, B: 'b' }))));
    const replace = (n: number): Operation[] => [{ kind: 'replace', entity: row('p', 'r', { A: n }), etag: tag }];
    const second = await store().transact(table, replace(2));
    expect(second).toMatchObject({ outcome: 'done' });
    expect(await store().get(table, 'p', 'r')).toEqual({ ...row('p', 'r', { A: 2 }), etag: tagOf(second) });
    expect(await store().transact(table, replace(3))).toEqual({ outcome: 'changed', index: 0 });
    expect((await store().get(table, 'p', 'r'))?.A).toBe(2);
  });

  test('deletes a row while its tag is unchanged, alone or among others', async () => {
    const table = await newTable();
    const written = await store().transact(table, inserts(row('p', 'a'), row('p', 'b'), row('p', 'c')));
    const [a, b, c] = written.outcome === 'done' ? written.etags : [];
    const remove = (rowKey: string, etag = ''): Operation => ({ kind: 'delete', partitionKey: 'p', rowKey, etag });
    const renewed = tagOf(await store().transact(table, [{ kind: 'upsert', entity: row('p', 'b', { New: true }) }]));
    expect(await store().transact(table, [remove('a', a), remove('b', b), remove('c', c)])).toEqual({
      outcome: 'changed',
      index: 1,
    });
    expect(await store().transact(table, [remove('b', b)])).toEqual({ outcome: 'changed', index: 0 });
    expect(await keysOf(store(), table, {})).toEqual(['p/a', 'p/b', 'p/c']);
    expect(await store().transact(table, [remove('a', a), remove('b', renewed)])).toEqual({
      outcome: 'done',
      etags: ['', ''],
    });
    expect(await store().transact(table, [remove('c', c)])).toMatchObject({ outcome: 'done' });
    expect(await keysOf(store(), table, {})).toEqual([]);
  });

  test('says missing when the row of a replace or delete is not there', async () => {
    const table = await newTable();
    const tag = tagOf(await store().transact(table, inserts(row('p', 'a'), row('p', 'b'))));
    const missing = { outcome: 'missing', index: 1 };
    const upsert: Operation = { kind: 'upsert', entity: row('p', 'a', { Late: true }) };
    const replace: Operation = { kind: 'replace', entity: row('p', 'x'), etag: tag };
    expect(await store().transact(table, [upsert, replace])).toEqual(missing);
    const remove: Operation = { kind: 'delete', partitionKey: 'p', rowKey: 'x', etag: tag };
    expect(await store().transact(table, [upsert, remove])).toEqual(missing);
    expect((await store().get(table, 'p', 'a'))?.Late).toBeUndefined();
  });

  test('gives a row another tag at every write', async () => {
    const table = await newTable();
    const tags = new Set<string>();
    for (let n = 0; n < 20; n += 1) {
      tags.add(tagOf(await store().transact(table, [{ kind: 'upsert', entity: row('p', 'r', { Same: 'text' }) }])));
    }
    expect(tags.size).toBe(20);
  });

  test('lets exactly one of many concurrent inserts of the same rows win', async () => {
    const table = await newTable();
    const attempts = Array.from({ length: 20 }, (_, n) =>
      store().transact(table, inserts(...Array.from({ length: 10 }, (_, r) => row('p', `r${r}`, { By: n })))),
    );
    const outcomes = (await Promise.all(attempts)).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'exists')).toHaveLength(19);
    const { entities } = await store().query(table, {});
    expect(new Set(entities.map(({ By }) => By))).toEqual(new Set([outcomes.indexOf('done')]));
  });

  test('keeps concurrent transactions apart: one that fails does not touch its neighbours', async () => {
    const table = await newTable();
    await store().transact(table, inserts(row('p', 'there')));
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        store().transact(table, inserts(row('p', `n${10 + n}`), ...(n % 2 === 0 ? [] : [row('p', 'there')]))),
      ),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? 'done' : 'exists')),
    );
    expect(await keysOf(store(), table, {})).toEqual([...[10, 12, 14, 16, 18, 20].map((n) => `p/n${n}`), 'p/there']);
  });

  test('says no-table for a table that was never created', async () => {
    expect(await store().transact(freshName(), inserts(row('p', 'r')))).toEqual({ outcome: 'no-table' });
  });
});

function tagOf(result: { outcome: string; etags?: readonly string[] }): string {
  expect(result.outcome).toBe('done');
  return result.etags?.[0] ?? '';
}
