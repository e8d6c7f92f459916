/** Whether a blob has something that was not read yet. */
import type { Services } from '../../services.ts';
import type { BlobFacts } from './blob-facts.ts';
import type { Checkpoint } from './checkpoints.ts';

const minuteMs = 60_000;

/** As a listing shows the blob now, against how far it was read; `known` is undefined where it never was. */
export function isUnread(services: Services, blob: BlobFacts, known: Checkpoint | undefined): boolean {
  if (!known) return blob.length > 0;
  if (known.etag !== blob.etag) return true;
  if (known.left === 0) return false;
  // A line without its end waits for the rest of it, but not forever.
  const settledMs = services.settings.ARCHIVE_SETTLED_MINUTES * minuteMs;
  return !known.held || services.clock().getTime() - blob.modified >= settledMs;
}
