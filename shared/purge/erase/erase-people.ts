/** Takes a value out of the directory: who has no other value is deleted. */
import type { Principal } from '../../access/principal.ts';
import type { Person } from '../../directory/person.ts';
import { everyPerson } from '../../directory/person-row.ts';
import { deletePerson, putPerson } from '../../directory/write-person.ts';
import type { ValuePattern } from '../../erasure/value-pattern.ts';
import type { Services } from '../../services.ts';

/** How many people had it. Doing it again is harmless. Throws StorageUnavailable. */
export async function erasePeople(
  services: Services,
  pattern: ValuePattern,
  { actor, dryRun }: { readonly actor: Principal; readonly dryRun: boolean },
): Promise<number> {
  const people = await Array.fromAsync(everyPerson(services));
  let found = 0;
  for (const person of people) {
    const { id, ...facts } = person;
    if (!pattern.says(id) && !pattern.says(JSON.stringify(facts))) continue;
    found += 1;
    if (dryRun) continue;
    const rest = without(person, pattern);
    const isNobody = [...rest.numbers, ...rest.addresses, ...rest.identities].length === 0;
    if (isNobody || pattern.says(id)) await deletePerson(services, id, actor);
    else await putPerson(services, rest, actor);
  }
  return found;
}

function without(person: Person, { says, redact }: ValuePattern): Person {
  const others = (values: readonly string[]) => values.filter((value) => !says(value));
  const { numbers, addresses, identities, ignores, name, userField } = person;
  return {
    ...person,
    ...{ name: redact(name), userField: redact(userField), ignores: others(ignores) },
    ...{ numbers: others(numbers), addresses: others(addresses), identities: others(identities) },
  };
}
