/** People and directories for tests. */
import { personBody } from '../../shared/directory/person.ts';
import { putPerson } from '../../shared/directory/write-person.ts';
import { localAdministrator, type Services } from '../../shared/services.ts';

/** A person who is only named, and what else is given. */
export function person(id: string, facts: object = {}) {
  return { id, ...personBody.parse({ name: `Person ${id}`, ...facts }) };
}

/** Puts people into the directory, one after the other. */
export async function putPeople(services: Services, ...people: readonly ReturnType<typeof person>[]): Promise<void> {
  for (const one of people) await putPerson(services, one, localAdministrator);
}
