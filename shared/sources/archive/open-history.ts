/** Opens the run that reads what was in the archive before. */
import { openRun } from '../../runs/open-run.ts';
import type { Services } from '../../services.ts';

/**
 * Opens a history run, which lists the whole archive and reads what was never read. Harmless at any time: `busy`: one is
 * under way already; `not-configured`: there is no archive. `by`: `timer`, or the principal's kind and name.
 * Throws StorageUnavailable.
 */
export async function openHistory(services: Services, by: string): Promise<'opened' | 'busy' | 'not-configured'> {
  if (!(await services.archive())) return 'not-configured';
  const { outcome } = await openRun(services, { kind: 'archive-history', by });
  return outcome;
}
