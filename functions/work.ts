/** Timer `work`, every minute: takes the long runs further. */
import { advanceByHand } from '../shared/communications/by-hand/advance-by-hand.ts';
import { failureFacts } from '../shared/failure-facts.ts';
import { advancePurge } from '../shared/purge/by-hand/advance-purge.ts';
import { advanceRuns } from '../shared/runs/advance-runs.ts';
import { runTimer, type TimerOptions } from '../shared/runs/run-timer.ts';
import { workReport } from '../shared/runs/work-report.ts';
import type { Services } from '../shared/services.ts';
import { advanceHistory } from '../shared/sources/archive/advance-history.ts';
import { advanceBackfill } from '../shared/sources/backfill/advance-backfill.ts';
import { advanceNightly } from '../shared/sources/backfill/advance-nightly.ts';
import { registerTimer } from './register.ts';

const advances = {
  nightly: advanceNightly,
  backfill: advanceBackfill,
  'archive-history': advanceHistory,
  'by-hand': advanceByHand,
  'purge-by-hand': advancePurge,
};

const work = (services: Services, options: Pick<TimerOptions, 'ended'> = {}) =>
  // It ends before the next tick, which another instance may run.
  runTimer(services, 'work', async ({ until }) => workReport(await advanceRuns(services, advances, until)), {
    seconds: 50,
    ...options,
  });

registerTimer('work', '0 * * * * *', ({ services, ended }) => work(services, { ended }));

/** Begins at once what was opened just now. What goes wrong is left to the next tick. */
export function workSoon(services: Services): void {
  services.background(async () => {
    try {
      await work(services);
    } catch (error) {
      services.log({ level: 'warning', outcome: 'work-left-to-the-timer', failure: failureFacts(error) });
    }
  });
}
