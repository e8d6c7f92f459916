/** Deletes communications, the newest first, for the time of one slice. */
import { failureFacts } from '../../failure-facts.ts';
import type { SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { StorageUnavailable } from '../../storage/table-store.ts';
import { deleteCommunication } from './delete-communication.ts';
import type { Deleting } from './deleting.ts';
import { inBatches } from './in-batches.ts';

/** `done`: nothing is left to delete. Doing a slice again is harmless. Throws StorageUnavailable. */
export async function deleteSlice(
  services: Services,
  before: Deleting,
  limits: SliceLimits,
): Promise<{ readonly work: Deleting; readonly done: boolean }> {
  const work = { ...before };
  const { after, done } = await inBatches(services, before, limits, async (one) => {
    work.met += 1;
    if (before.dryRun) return;
    try {
      if ((await deleteCommunication(services, one, before.since)) === 'deleted') work.deleted += 1;
    } catch (error) {
      if (error instanceof StorageUnavailable) throw error;
      services.log({ level: 'error', outcome: 'deleting-failed', failure: failureFacts(error) });
      work.failed += 1;
    }
  });
  return { work: { ...work, after }, done };
}
