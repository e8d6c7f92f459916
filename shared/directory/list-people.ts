/** Pages of people, in the order of their ids. */
import { fromCursor, markOf, toCursor } from '../query/cursor.ts';
import type { Services } from '../services.ts';
import { idMistake, type Person, tagsOf } from './person.ts';
import { everyPerson } from './person-row.ts';

export interface PeopleQuery {
  /** Only people who have this text in a field; letter case does not matter. */
  readonly search?: string | undefined;
  /** Only people with this tag; letter case does not matter. */
  readonly tag?: string | undefined;
  /** Items of a page, at most 1000. */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export type PeoplePage =
  | { readonly outcome: 'listed'; readonly items: readonly Person[]; readonly next: string | null }
  | { readonly outcome: 'invalid-cursor' };

/** Of the store as it is now. Throws StorageUnavailable. */
export async function listPeople(services: Services, { limit, cursor, ...wanted }: PeopleQuery): Promise<PeoplePage> {
  const search = wanted.search?.toLowerCase();
  const tag = wanted.tag?.trim().toLowerCase();
  const mark = markOf(['people', search, tag]);
  const after = cursor === undefined ? '' : idIn(mark, cursor);
  if (after === undefined) return { outcome: 'invalid-cursor' };
  const items: Person[] = [];
  // The blank is the first character that a key may have, and no id ends with one.
  for await (const person of everyPerson(services, { from: after === '' ? '' : `${after} ` })) {
    if (search !== undefined && !textsOf(person).some((text) => text.toLowerCase().includes(search))) continue;
    if (tag !== undefined && !tagsOf(person.userField).some((one) => one.toLowerCase() === tag)) continue;
    if (items.length === limit) return { outcome: 'listed', items, next: toCursor(mark, [items.at(-1)?.id ?? '']) };
    items.push(person);
  }
  return { outcome: 'listed', items, next: null };
}

function idIn(mark: string, cursor: string): string | undefined {
  const read = fromCursor(mark, cursor);
  const id = read.outcome === 'read' ? read.place[0] : undefined;
  return typeof id === 'string' && idMistake(id) === undefined ? id : undefined;
}

const textsOf = ({ id, name, numbers, addresses, identities, userField }: Person): readonly string[] => [
  ...[id, name, userField],
  ...[...numbers, ...addresses, ...identities],
];
