/** GET /runs: what the timers and the long operations did, newest first. */
import { problem } from '../shared/http/problems.ts';
import { json } from '../shared/http/reply.ts';
import { listRuns } from '../shared/runs/list-runs.ts';
import { isRunKind, runKindNames } from '../shared/runs/run-id.ts';
import { runItemOf } from '../shared/runs/run-item.ts';
import { register } from './register.ts';

register('list-runs', async ({ services, query: { kind, limit, cursor }, count }) => {
  if (kind !== undefined && !isRunKind(kind)) {
    const message = `is no kind of run; there are ${runKindNames.join(', ')}`;
    return problem('invalid-parameters', { issues: [{ path: 'kind', message }] });
  }
  const page = await listRuns(services, { kind, limit, cursor });
  if (page.outcome !== 'listed') return problem(page.outcome);
  count({ items: page.items.length });
  return json({ items: page.items.map(runItemOf), next: page.next });
});
