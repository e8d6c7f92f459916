/** POST /call-logs/delete: opens a run that deletes communications, whose records can be generated again. */
import { startByHand } from '../shared/communications/by-hand/start-by-hand.ts';
import { byHandStarted } from '../shared/http/by-hand-started.ts';
import { register } from './register.ts';
import { workSoon } from './work.ts';

register('delete-communications', async ({ services, body, principal }) => {
  const start = await startByHand(services, 'delete', body, principal);
  if (start.outcome === 'opened') workSoon(services);
  return byHandStarted(start, services.clock());
});
