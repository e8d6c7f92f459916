/** GET /runs/{id}: one run, or the item that runs share which found nothing to do. */
import { problem } from '../shared/http/problems.ts';
import { json } from '../shared/http/reply.ts';
import { getRun } from '../shared/runs/get-run.ts';
import { runItemOf } from '../shared/runs/run-item.ts';
import { register } from './register.ts';

register('get-run', async ({ services, params }) => {
  const run = await getRun(services, params.id);
  if (!run) return problem('not-found', { detail: 'No run has this id; runs are kept for 90 days.' });
  return json(runItemOf(run));
});
