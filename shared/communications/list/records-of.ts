/** The records of a stored communication, read anew. */
import { categoryNamed } from '../../categories/index.ts';
import type { StoredRecord } from '../../categories/record.ts';
import type { Services } from '../../services.ts';
import { recordId } from '../../storage/keys.ts';
import { closureOf, type Seed } from '../gather/closure.ts';
import type { StoredCommunication } from '../gather/communication-row.ts';
import { lookupMonths } from '../gather/months.ts';

/** `truncated`: more belong to it than are gathered. Throws StorageUnavailable. */
export async function recordsOf(
  services: Services,
  { communication, spans }: StoredCommunication,
): Promise<{ readonly records: readonly StoredRecord[]; readonly truncated: boolean }> {
  const { store } = services;
  const hashOf = await services.hash();
  const seeds = spans.flatMap(({ key, first, last }): Seed[] => {
    if (key.by !== '') return [{ key, first, last }];
    // One that carries no key is its own: nothing but its id leads there.
    const categories = communication.categories.flatMap((slug) => categoryNamed(slug) ?? []);
    return categories.map((category) => ({ key, first, last, record: recordId(category, first, key.hash) }));
  });
  const months = lookupMonths(services.store);
  const { members, truncated } = await closureOf({ store, hashOf, months, known: new Map() }, seeds);
  return { records: members.map(({ record }) => record), truncated };
}
