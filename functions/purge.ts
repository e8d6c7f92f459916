/** Timer `purge`, daily: takes away what is past its retention. */
import { purgeDue } from '../shared/purge/purge-due.ts';
import { runTimer } from '../shared/runs/run-timer.ts';
import { registerTimer } from './register.ts';

registerTimer('purge', '0 40 2 * * *', ({ services, ended }) =>
  // The host ends what takes ten minutes.
  runTimer(services, 'purge', (limits) => purgeDue(services, limits), { seconds: 480, ended }),
);
