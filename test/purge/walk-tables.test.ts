import { beforeEach, describe, expect, it } from 'vitest';
import { type Walk, type WalkPlace, walkTables } from '../../shared/purge/walk-tables.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { transactIn } from '../../shared/storage/transact-in.ts';

const tables = ['WalkA1', 'WalkB2', 'WalkC3', 'WalkD4'];
/** `WalkC3` has none, and was never made. */
const rowsIn: Readonly<Record<string, number>> = { WalkA1: 5, WalkB2: 1, WalkD4: 4 };
const everything = Object.entries(rowsIn).flatMap(([table, rows]) =>
  Array.from({ length: rows }, (_, index) => `${table}/${index}`),
);
let store: TableStore;

beforeEach(async () => {
  store = sqliteTables({ path: ':memory:' });
  for (const [table, rows] of Object.entries(rowsIn))
    for (let index = 0; index < rows; index += 1)
      await transactIn(store, table, [
        { kind: 'insert', entity: { partitionKey: 'p', rowKey: `${index}`, v: 1, isEven: index % 2 === 0 } },
      ]);
});

const walk = (place: WalkPlace | undefined, over: Partial<Walk> = {}): Walk => ({
  ...{ tables, place, query: { limit: 2 }, isOver: () => false },
  ...over,
});

/** Takes rows into a list; `fails`: at which page. */
function taking() {
  const taken: string[] = [];
  const take = async (table: string, rows: readonly { readonly rowKey: string }[]) => {
    taken.push(...rows.map(({ rowKey }) => `${table}/${rowKey}`));
  };
  return { taken, take };
}

describe('a walk through tables', () => {
  it('takes every row of every table once, in order, and says that it is done', async () => {
    const { taken, take } = taking();
    expect(await walkTables(store, walk(undefined), take)).toBe('done');
    expect(taken).toEqual(everything);
  });

  it('is done where there is no table', async () => {
    const { taken, take } = taking();
    expect(await walkTables(store, walk(undefined, { tables: [] }), take)).toBe('done');
    expect(taken).toEqual([]);
  });

  it('takes at least one page when the time is up, and goes on from where it says, over any number of slices', async () => {
    const { taken, take } = taking();
    const places: string[] = [];
    let place: WalkPlace | 'done' | undefined;
    for (let slice = 0; slice < 20 && place !== 'done'; slice += 1) {
      const before = taken.length;
      place = await walkTables(store, walk(place, { isOver: () => true }), take);
      expect(taken.length - before).toBeLessThanOrEqual(2);
      places.push(place === 'done' ? place : `${place.table}${place.continuation === undefined ? '' : '+'}`);
    }
    expect(taken).toEqual(everything);
    expect(places).toEqual(['WalkA1+', 'WalkA1+', 'WalkB2', 'WalkC3', 'WalkD4', 'WalkD4+', 'done']);
  });

  it('goes on at the next table when the one where it stood has gone meanwhile', async () => {
    const { taken, take } = taking();
    expect(await walkTables(store, walk({ table: 'WalkB2' }, { tables: ['WalkA1', 'WalkD4'] }), take)).toBe('done');
    expect(taken).toEqual(everything.filter((row) => row.startsWith('WalkD4')));
  });

  it('takes no other table by the continuation of one', async () => {
    const first = await walkTables(store, walk(undefined, { isOver: () => true }), async () => {});
    const { taken, take } = taking();
    await walkTables(store, walk(first === 'done' ? undefined : first), take);
    expect(taken).toEqual(everything.slice(2));
  });

  it('asks each table what it is told to ask, on every page', async () => {
    const { taken, take } = taking();
    const query = (table: string) => ({
      limit: 1,
      filter: [{ property: 'isEven', operator: 'eq', value: table === 'WalkA1' } as const],
    });
    expect(await walkTables(store, walk(undefined, { query }), take)).toBe('done');
    expect(taken).toEqual(['WalkA1/0', 'WalkA1/2', 'WalkA1/4', 'WalkD4/1', 'WalkD4/3']);
  });

  it('throws on what taking throws, and takes that page again from the same place', async () => {
    let calls = 0;
    const failing = async () => {
      calls += 1;
      throw new Error('could not be taken');
    };
    const place = await walkTables(store, walk(undefined, { isOver: () => true }), async () => {});
    if (place === 'done') throw new Error('one page was everything');
    await expect(walkTables(store, walk(place), failing)).rejects.toThrow('could not be taken');
    expect(calls).toBe(1);
    const { taken, take } = taking();
    await walkTables(store, walk(place), take);
    expect(taken[0]).toBe('WalkA1/2');
  });
});
