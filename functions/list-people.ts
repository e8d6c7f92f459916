/** GET /directory: the people of the directory, in the order of their ids. */
import { listPeople } from '../shared/directory/list-people.ts';
import { personItemOf } from '../shared/http/directory-answers.ts';
import { problem } from '../shared/http/problems.ts';
import { json } from '../shared/http/reply.ts';
import { register } from './register.ts';

register('list-people', async ({ services, query, count }) => {
  const page = await listPeople(services, query);
  if (page.outcome !== 'listed') return problem(page.outcome);
  count({ items: page.items.length });
  return json({ items: page.items.map(personItemOf), next: page.next });
});
