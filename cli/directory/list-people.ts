/** commlog directory list: the people of the directory as a table. */
import { z } from 'zod';
import { failureOf } from '../failure-of.ts';
import { request } from '../request.ts';
import { type ExitStatus, fail, type Surroundings } from '../surroundings.ts';
import { targetOf } from '../target.ts';
import type { TargetOptions } from '../target-options.ts';
import { printable, textTable } from '../text-table.ts';

export interface ListPeopleOptions extends TargetOptions {
  readonly search?: string;
}

const texts = z.array(z.string());
const person = z.looseObject({
  id: z.string(),
  name: z.string(),
  numbers: texts,
  addresses: texts,
  identities: texts,
  tags: texts,
  active: z.boolean(),
});
type Person = z.infer<typeof person>;
const page = z.looseObject({ items: z.array(person), next: z.string().nullable() });

/** All pages of it. */
export async function listPeople(surroundings: Surroundings, options: ListPeopleOptions): Promise<ExitStatus> {
  const target = await targetOf(surroundings, options);
  if ('words' in target) return fail(surroundings, target);
  const { search } = options;
  const people: Person[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: URLSearchParams = new URLSearchParams({
      limit: '1000',
      ...(search === undefined ? {} : { search }),
      ...(cursor === '' ? {} : { cursor }),
    });
    const got = await request(target, { method: 'GET', path: `/directory?${query}` });
    const read = got.kind === 'answer' && got.status === 200 ? page.safeParse(got.value).data : undefined;
    if (!read) return fail(surroundings, failureOf(got, target, 'COMMLOG_KEY'));
    people.push(...read.items);
    cursor = read.next;
  }
  surroundings.stdout.write(`${linesOf(people, search).join('\n')}\n`);
  return 0;
}

function linesOf(people: readonly Person[], search: string | undefined): string[] {
  if (people.length === 0 && search !== undefined) {
    return [`Nobody in the directory has ${JSON.stringify(printable(search))}.`];
  }
  if (people.length === 0) return ['The directory is empty; "commlog directory import FILE" fills it.'];
  const titles = ['id', 'name', 'active', 'numbers', 'addresses', 'identities', 'tags'];
  return textTable(
    titles.map((title) => ({ title })),
    people.map(({ id, name, active, numbers, addresses, identities, tags }) => [
      ...[id, name, active ? 'yes' : 'no'],
      ...[numbers, addresses, identities, tags].map((values) => values.join(', ')),
    ]),
  );
}
