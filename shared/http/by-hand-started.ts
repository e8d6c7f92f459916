/** The answer to whoever starts an operation by hand. */
import type { Issue } from '../issue.ts';
import type { Run } from '../runs/run.ts';
import { runItemOf } from '../runs/run-item.ts';
import { alreadyRunning } from './already-running.ts';
import { problem } from './problems.ts';
import { json, type Reply } from './reply.ts';

type Start =
  | { readonly outcome: 'opened'; readonly run: Run }
  | { readonly outcome: 'busy'; readonly run: Run; readonly what: string }
  | { readonly outcome: 'invalid'; readonly issues: readonly Issue[] };

/** 202 with the run and where to see it; or why there is none. */
export function byHandStarted(start: Start, now: Date): Reply {
  switch (start.outcome) {
    case 'invalid':
      return problem('invalid-body', { issues: start.issues });
    case 'busy':
      return alreadyRunning(start.run, now, start.what);
    case 'opened':
      return json(runItemOf(start.run), { status: 202, headers: { location: `/api/runs/${start.run.id}` } });
  }
}
