/** POST /purge: opens a run that purges what is asked for, or erases a value. */
import { byHandStarted } from '../shared/http/by-hand-started.ts';
import { problem } from '../shared/http/problems.ts';
import { startPurge } from '../shared/purge/by-hand/start-purge.ts';
import { register } from './register.ts';
import { workSoon } from './work.ts';

register('purge-by-hand', async ({ services, body, principal }) => {
  const start = await startPurge(services, body, principal);
  if (start.outcome === 'no-communication')
    return problem('not-found', { detail: 'No communication has this id; GET /api/communications lists them.' });
  if (start.outcome === 'opened') workSoon(services);
  return byHandStarted(start, services.clock());
});
