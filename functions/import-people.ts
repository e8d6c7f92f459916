/** POST /directory/import: puts the people of a CSV into the directory. */
import { importPeople } from '../shared/directory/import-people.ts';
import { isProblem, problem } from '../shared/http/problems.ts';
import { readTextBody } from '../shared/http/read-text-body.ts';
import { json } from '../shared/http/reply.ts';
import { register } from './register.ts';

const mostBytes = 10 * 1024 * 1024;

register('import-people', async ({ services, request, params, query: { dryRun }, principal, signal, count }) => {
  if (params.id.toLowerCase() !== 'import') {
    return problem('not-found', {
      detail: 'People are sent to /api/directory/import, a person is put to /api/directory/{id}.',
    });
  }
  const read = await readTextBody(request, { types: ['text/csv'], mostBytes, signal });
  if (isProblem(read)) return read;
  const imported = await importPeople(services, { text: read.text, dryRun, actor: principal, signal });
  if (imported.outcome === 'unreadable') return problem('invalid-body', { issues: [imported.issue] });
  const { received, stored, unchanged, rejected } = imported.summary;
  count({ received, stored, unchanged, rejected });
  return json(imported.summary);
});
