/** Removes the checkpoints of blobs that are not there any more. */
import type { Services } from '../../services.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import type { BlobAccount } from './blob-account.ts';
import { dayOfBlob, removeCheckpoint, type StoredCheckpoint } from './checkpoints.ts';

const width = 8;

/**
 * Removes those of `checkpoints` whose blob is gone; how many. A blob that no listing showed is asked for by its name
 * first: it may have come after the listing. One that was made anew and is filed under another day is gone too.
 * Throws SourceUnavailable and StorageUnavailable.
 */
export async function removeGone(
  { store }: Services,
  account: BlobAccount,
  checkpoints: readonly StoredCheckpoint[],
): Promise<number> {
  let removed = 0;
  await runBounded(
    width,
    checkpoints.map((checkpoint) => async () => {
      const blob = await account.facts(checkpoint.container, checkpoint.name);
      if (blob && dayOfBlob(blob) === checkpoint.day) return;
      await removeCheckpoint(store, checkpoint);
      removed += 1;
    }),
  );
  return removed;
}
