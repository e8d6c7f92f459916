/** People as rows of the table `Directory`. */
import type { Services } from '../services.ts';
import { type Entity, everyRow, type KeyRange, type Stored } from '../storage/table-store.ts';
import { isDeleted } from './deletion.ts';
import type { Person } from './person.ts';

/** One partition; the row is the person's id. */
export const directoryPlace = { table: 'Directory', partition: 'people' } as const;

/** Lists are JSON texts. */
const lists = ['numbers', 'addresses', 'identities', 'ignores'] as const;

export function toPersonRow({ id, name, userField, active, ...values }: Person): Entity {
  return {
    partitionKey: directoryPlace.partition,
    rowKey: id,
    v: 1,
    ...{ name, userField, active },
    ...Object.fromEntries(lists.map((list) => [list, JSON.stringify(values[list])])),
  };
}

export function fromPersonRow(row: Entity): Person {
  const facts = row as unknown as Record<Exclude<keyof Person, 'active'>, string> & { readonly active: boolean };
  const listIn = (list: (typeof lists)[number]): readonly string[] => JSON.parse(facts[list]);
  return {
    id: row.rowKey,
    name: facts.name,
    numbers: listIn('numbers'),
    addresses: listIn('addresses'),
    identities: listIn('identities'),
    userField: facts.userField,
    active: facts.active,
    ignores: listIn('ignores'),
  };
}

/** The row of an id, which may be that of somebody deleted. Throws StorageUnavailable. */
export async function personRow({ store }: Pick<Services, 'store'>, id: string): Promise<Stored | undefined> {
  return store.get(directoryPlace.table, directoryPlace.partition, id);
}

/** Every person of a range of ids, in the order of the ids. Throws StorageUnavailable. */
export async function* everyPerson({ store }: Pick<Services, 'store'>, rows: KeyRange = {}): AsyncGenerator<Person> {
  for await (const row of everyRow(store, directoryPlace.table, { partition: directoryPlace.partition, rows })) {
    if (!isDeleted(row)) yield fromPersonRow(row);
  }
}
