/** POST /call-logs/regenerate: opens a run that gathers communications again. */
import { startByHand } from '../shared/communications/by-hand/start-by-hand.ts';
import { byHandStarted } from '../shared/http/by-hand-started.ts';
import { register } from './register.ts';
import { workSoon } from './work.ts';

register('regenerate', async ({ services, body, principal }) => {
  const start = await startByHand(services, 'regenerate', body, principal);
  if (start.outcome === 'opened') workSoon(services);
  return byHandStarted(start, services.clock());
});
