/** Timer, every five minutes: reads what the archive's blobs gained. */
import { runTimer } from '../shared/runs/run-timer.ts';
import { readArchive } from '../shared/sources/archive/read-archive.ts';
import { registerTimer } from './register.ts';

registerTimer('read-archive', '0 */5 * * * *', ({ services, ended }) =>
  // It ends before the next tick, which another instance may run.
  runTimer(services, 'read-archive', (limits) => readArchive(services, limits), { seconds: 240, ended }),
);
