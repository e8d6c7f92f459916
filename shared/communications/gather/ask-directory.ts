/** The directory as communications ask it; undefined when it cannot be read now. */
import { readDirectory } from '../../directory/directory.ts';
import { tagsOf } from '../../directory/person.ts';
import type { Services } from '../../services.ts';
import { StorageUnavailable } from '../../storage/table-store.ts';
import type { AskDirectory } from '../named.ts';

export async function askDirectory(services: Services): Promise<AskDirectory | undefined> {
  try {
    const directory = await readDirectory(services);
    return (value) => {
      const person = directory.personOf(value);
      if (!person) return undefined;
      const { id, name, userField } = person;
      return { id, name, userField, tags: tagsOf(userField) };
    };
  } catch (error) {
    if (error instanceof StorageUnavailable) return undefined;
    throw error;
  }
}
