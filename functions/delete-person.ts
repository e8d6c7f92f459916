/** DELETE /directory/{id}: takes a person out of the directory. */
import { deletePerson } from '../shared/directory/write-person.ts';
import { problem } from '../shared/http/problems.ts';
import { noContent } from '../shared/http/reply.ts';
import { register } from './register.ts';

register('delete-person', async ({ services, params, principal }) => {
  const outcome = await deletePerson(services, params.id, principal);
  if (outcome === 'missing') return problem('not-found', { detail: 'Nobody in the directory has this id.' });
  return noContent();
});
