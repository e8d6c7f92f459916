/** The shapes of people in answers. */
import { z } from 'zod';
import { type Person, tagsOf } from '../directory/person.ts';

const count = z.int().min(0);
const texts = z.array(z.string());

export const personItem = z.object({
  id: z.string(),
  name: z.string(),
  numbers: texts,
  addresses: texts,
  identities: texts,
  userField: z.string(),
  active: z.boolean(),
  ignores: texts,
  tags: texts.describe('What userField holds, divided at its commas.'),
});

export const peopleList = z.object({ items: z.array(personItem), next: z.string().nullable() });

export const peopleImported = z.object({
  received: count.describe('Lines with a person; the three counts below add up to it.'),
  stored: count.describe('New, or changed.'),
  unchanged: count,
  rejected: count.describe('Not readable as a person; issues says why.'),
  issues: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .describe('By line and column, such as "line 7, numbers": the first 100.'),
});

/** A person as answers show it. */
export function personItemOf(person: Person): z.input<typeof personItem> {
  const { numbers, addresses, identities, ignores } = person;
  return {
    ...person,
    ...{ numbers: [...numbers], addresses: [...addresses], identities: [...identities], ignores: [...ignores] },
    tags: [...tagsOf(person.userField)],
  };
}
