/** POST /call-logs/generate: opens a run that makes communications of records that are in none. */
import { startByHand } from '../shared/communications/by-hand/start-by-hand.ts';
import { byHandStarted } from '../shared/http/by-hand-started.ts';
import { register } from './register.ts';
import { workSoon } from './work.ts';

register('generate', async ({ services, body, principal }) => {
  const start = await startByHand(services, 'generate', body, principal);
  if (start.outcome === 'opened') workSoon(services);
  return byHandStarted(start, services.clock());
});
