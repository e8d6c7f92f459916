/** PUT /directory/{id}: makes the entry of a person say what the body says. */
import { idMistake } from '../shared/directory/person.ts';
import { putPerson } from '../shared/directory/write-person.ts';
import { personItemOf } from '../shared/http/directory-answers.ts';
import { problem } from '../shared/http/problems.ts';
import { json } from '../shared/http/reply.ts';
import { register } from './register.ts';

register('put-person', async ({ services, params, body, principal }) => {
  const message = idMistake(params.id);
  if (message !== undefined) return problem('invalid-parameters', { issues: [{ path: 'id', message }] });
  const person = { id: params.id, ...body };
  await putPerson(services, person, principal);
  return json(personItemOf(person));
});
