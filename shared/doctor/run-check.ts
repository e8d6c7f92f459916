/** A check of a kind of run that begins by itself: whether the last one is young enough, and how it ended. */
import { listRuns } from '../runs/list-runs.ts';
import type { ListedRun } from '../runs/run-item.ts';
import { type RunKind, runKinds } from '../runs/run-kinds.ts';
import type { Services } from '../services.ts';
import { lasting } from '../status/lasting.ts';
import { type Check, defineCheck } from './check.ts';

const minuteMs = 60_000;
/** A tick may come late, and a run may still be under way when the next is due. */
const leastGrace = 10;

/** How old the newest run may be, in ms. */
const patienceOf = (everyMinutes: number): number =>
  (everyMinutes + Math.max(leastGrace, everyMinutes / 12)) * minuteMs;

/** Begins in the middle of a sentence. */
function lookAt(kind: RunKind, { platform }: Services): string {
  return platform.onAzure
    ? `see in the portal that the app is not stopped and its function ${kind} not disabled (AzureWebJobs.${kind}.Disabled). The Functions host keeps schedules in AzureWebJobsStorage; an identity needs the role Storage Blob Data Owner there.`
    : 'see that Commlog runs all the time, and what its log says of this timer.';
}

export function runCheck(kind: RunKind, everyMinutes: number): Check {
  return defineCheck({
    title: `Timer ${kind}`,
    faults: {
      never: {
        state: 'warning',
        remedy: (services) => `Unless the app was just started, ${lookAt(kind, services)}`,
      },
      overdue: { state: 'failed', remedy: (services) => `If it stays so, ${lookAt(kind, services)}` },
      failing: {
        state: 'failed',
        remedy: `Do what the reason says; the checks above say more of what cannot be reached. GET /api/runs?kind=${kind} lists all.`,
      },
      partly: {
        state: 'warning',
        remedy: `Do what the reason says; what could not be done is tried again. GET /api/runs?kind=${kind} lists all.`,
      },
    },
    async examine({ services }) {
      const every = `it is to run every ${everyMinutes === 1 ? 'minute' : lasting(everyMinutes * minuteMs)}`;
      const page = await listRuns(services, { kind, limit: 3 });
      if (page.outcome !== 'listed') throw new Error('Without a cursor there is always a page.');
      const [newest] = page.items;
      if (!newest) return { fault: 'never', finding: `${runKinds[kind].title}: never yet; ${every}.` };
      const age = services.clock().getTime() - Date.parse(newest.started);
      const last = `${runKinds[kind].title}: the last began ${lasting(age)} ago`;
      if (age > patienceOf(everyMinutes)) return { fault: 'overdue', finding: `${last}; ${every}.` };
      const ended = page.items.find((run) => run.ended !== undefined);
      if (ended?.state === 'failed') return { fault: 'failing', finding: `${last}; it failed: ${reasonOf(ended)}` };
      if (ended && ended.counts.failed > 0)
        return {
          fault: 'partly',
          finding: `${last}; ${ended.counts.failed} could not be done. ${reasonOf(ended)}`.trim(),
        };
      return { finding: `${last}.` };
    },
  });
}

const reasonOf = ({ reason }: ListedRun): string => reason?.words ?? 'its log says why.';
