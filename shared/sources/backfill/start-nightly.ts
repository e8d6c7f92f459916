/** Opens the nightly run when it is due; called every 15 minutes. */
import { localTimeOf } from '../../local-time.ts';
import { openRun } from '../../runs/open-run.ts';
import type { Run } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { nightDue } from './nightly-due.ts';
import { noteTried, readNights } from './nights.ts';

export type NightlyStart =
  | { readonly outcome: 'not-due' }
  /** `busy`: it is under way, for this night or still for one before. */
  | { readonly outcome: 'opened' | 'busy'; readonly run: Run };

/** Nights that were skipped need no runs of their own: the watermarks know what was not asked for. Throws StorageUnavailable. */
export async function startNightly(services: Services): Promise<NightlyStart> {
  const { NIGHTLY_AT, TIME_ZONE } = services.settings;
  const now = services.clock();
  const nights = await readNights(services);
  const date = nightDue(localTimeOf(now, TIME_ZONE), NIGHTLY_AT, nights, now.getTime());
  if (date === undefined) return { outcome: 'not-due' };
  const opened = await openRun(services, { kind: 'nightly', by: 'timer', next: { date } });
  if (opened.outcome === 'opened') await noteTried(services, nights, date, now.getTime());
  return opened;
}
