/** POST /backfill: opens a run that takes a range from Log Analytics. */
import { alreadyRunning } from '../shared/http/already-running.ts';
import { problem } from '../shared/http/problems.ts';
import { json } from '../shared/http/reply.ts';
import { runItemOf } from '../shared/runs/run-item.ts';
import { noWorkspace } from '../shared/sources/backfill/advance-backfill.ts';
import { startBackfill } from '../shared/sources/backfill/start-backfill.ts';
import { register } from './register.ts';
import { workSoon } from './work.ts';

register('backfill', async ({ services, body, principal }) => {
  const start = await startBackfill(services, body, principal);
  switch (start.outcome) {
    case 'invalid':
      return problem('invalid-body', { issues: start.issues });
    case 'no-workspace':
      return problem('not-configured', { detail: noWorkspace });
    case 'busy':
      return alreadyRunning(start.run, services.clock());
    case 'opened':
      workSoon(services);
      return json(runItemOf(start.run), { status: 202, headers: { location: `/api/runs/${start.run.id}` } });
  }
});
