/** Timer `work`, every minute: takes the long runs further. */
import { advanceByHand } from '../shared/communications/by-hand/advance-by-hand.ts';
import { advanceRuns } from '../shared/runs/advance-runs.ts';
import { runTimer } from '../shared/runs/run-timer.ts';
import { workReport } from '../shared/runs/work-report.ts';
import { advanceHistory } from '../shared/sources/archive/advance-history.ts';
import { advanceBackfill } from '../shared/sources/backfill/advance-backfill.ts';
import { advanceNightly } from '../shared/sources/backfill/advance-nightly.ts';
import { registerTimer } from './register.ts';

const advances = {
  nightly: advanceNightly,
  backfill: advanceBackfill,
  'archive-history': advanceHistory,
  'by-hand': advanceByHand,
};

registerTimer('work', '0 * * * * *', ({ services, ended }) =>
  // It ends before the next tick, which another instance may run.
  runTimer(services, 'work', async ({ until }) => workReport(await advanceRuns(services, advances, until)), {
    seconds: 50,
    ended,
  }),
);
