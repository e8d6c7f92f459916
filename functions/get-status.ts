/** GET /status: whether ANY records arrive, in a sentence, then by road and by resource, category and road. */
import { json } from '../shared/http/reply.ts';
import { readStatus } from '../shared/status/read-status.ts';
import { register } from './register.ts';

register('get-status', async ({ services }) => {
  const status = await readStatus(services);
  return json(status, { status: status.state === 'failing' ? 503 : 200 });
});
