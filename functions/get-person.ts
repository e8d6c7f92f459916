/** GET /directory/{id}: one person of the directory. */
import { getPerson } from '../shared/directory/write-person.ts';
import { personItemOf } from '../shared/http/directory-answers.ts';
import { problem } from '../shared/http/problems.ts';
import { json } from '../shared/http/reply.ts';
import { register } from './register.ts';

register('get-person', async ({ services, params }) => {
  const person = await getPerson(services, params.id);
  return person ? json(personItemOf(person)) : problem('not-found', { detail: 'Nobody in the directory has this id.' });
});
