import { beforeEach, describe, expect, it } from 'vitest';
import { listPeople, type PeopleQuery } from '../../shared/directory/list-people.ts';
import { memoryServices } from '../functions/app.ts';
import { person, putPeople } from './people.ts';

let services: Awaited<ReturnType<typeof memoryServices>>;
beforeEach(async () => {
  services = await memoryServices();
  await putPeople(
    services,
    person('b', { name: 'Bob', numbers: ['+18335550142'], userField: 'Sales, north' }),
    person('a b', { name: 'Ada', addresses: ['ada@example.com'], userField: 'sales' }),
    person('a', { name: 'Ann', identities: ['8:acs:1f_2E'], userField: 'salesforce', ignores: ['eve@example.com'] }),
    person('B', { name: 'Bea' }),
  );
});

async function ids(query: Partial<PeopleQuery> = {}): Promise<readonly string[] | string> {
  const page = await listPeople(services, { limit: 100, ...query });
  return page.outcome === 'listed' ? page.items.map(({ id }) => id) : page.outcome;
}

describe('the list of people', () => {
  it('is in the order of the ids', async () => {
    expect(await ids()).toEqual(['B', 'a', 'a b', 'b']);
  });

  it.each([
    ['ann', ['a']],
    ['AD', ['a b']],
    ['5550142', ['b']],
    ['@EXAMPLE', ['a b']],
    ['1F_2e', ['a']],
    ['sales', ['a', 'a b', 'b']],
    ['a b', ['a b']],
    ['eve', []],
  ])('holds for the search %s only who has it', async (search, found) => {
    expect(await ids({ search })).toEqual(found);
  });

  it('holds for a tag only who has it whole, in any letter case', async () => {
    expect(await ids({ tag: 'sales' })).toEqual(['a b', 'b']);
    expect(await ids({ tag: 'NORTH' })).toEqual(['b']);
    expect(await ids({ tag: 'sales', search: 'bob' })).toEqual(['b']);
  });

  it.each([1, 2, 3, 4])('comes whole in pages of %i, and ends', async (limit) => {
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await listPeople(services, { limit, cursor });
      if (page.outcome !== 'listed') throw new Error(page.outcome);
      expect(page.items.length).toBeGreaterThan(0);
      seen.push(...page.items.map(({ id }) => id));
      expect(seen.length).toBeLessThan(5);
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(seen).toEqual(['B', 'a', 'a b', 'b']);
  });

  it('goes on with the same filters only, from a cursor that is whole', async () => {
    const first = await listPeople(services, { limit: 1, search: 'sales' });
    const cursor = (first.outcome === 'listed' && first.next) || '';
    expect(await ids({ search: 'SALES', cursor })).toEqual(['a b', 'b']);
    expect(await ids({ cursor })).toBe('invalid-cursor');
    expect(await ids({ search: 'sales', tag: 'sales', cursor })).toBe('invalid-cursor');
    expect(await ids({ search: 'sales', cursor: `${cursor.slice(0, -2)}xx` })).toBe('invalid-cursor');
    expect(await ids({ search: 'sales', cursor: 'next' })).toBe('invalid-cursor');
  });
});
