/** Timer `gather`, every minute: gathers what the attempts after ingesting left, and looks again at what waits. */
import { gatherPending } from '../shared/communications/gather/gather-pending.ts';
import { runTimer } from '../shared/runs/run-timer.ts';
import { registerTimer } from './register.ts';

registerTimer('gather', '30 * * * * *', ({ services, ended }) =>
  runTimer(services, 'gather', (limits) => gatherPending(services, limits), { seconds: 50, ended }),
);
