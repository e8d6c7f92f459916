/** Timer, each quarter of an hour: opens the nightly run when it is due. */
import { startNightly } from '../shared/sources/backfill/start-nightly.ts';
import { registerTimer } from './register.ts';

registerTimer('nightly', '0 */15 * * * *', async ({ services, ended }) => {
  const start = await startNightly(services);
  if (start.outcome === 'opened') ended(start.run);
  return start.outcome;
});
