/** One reading of one blob: its bytes counted, its candidates ingested, its checkpoint written. */
import { categoryNamed } from '../../categories/index.ts';
import { type IngestServices, ingest } from '../../ingest/ingest.ts';
import { ingestServices } from '../../ingest/ingest-services.ts';
import type { Candidate } from '../../ingest/unfold.ts';
import { keepExpired } from '../../outcomes/keep-expired.ts';
import { noCounts, type RunCounts, type SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { addCounts } from './add-counts.ts';
import type { BlobAccount } from './blob-account.ts';
import { type BlobFacts, blobFactsOf } from './blob-facts.ts';
import { containerPrefix } from './blob-path.ts';
import { type Checkpoint, type StoredCheckpoint, saveCheckpoint, unreadCheckpoint } from './checkpoints.ts';
import { isOver } from './is-over.ts';

/** How a reading ended; `changed`: the blob is not the one any more that was asked about last. */
export type BlobEnd = 'complete' | 'held' | 'more' | 'lost' | 'gone' | 'changed';

export interface Reading {
  /** The blob as it was asked about last; `isFresh`: that was in this reading. */
  readonly blob: BlobFacts;
  readonly isFresh: boolean;
  /** How far it is; what is not saved yet is only here. */
  readonly checkpoint: Checkpoint;
  /** The checkpoint as it is stored; undefined when none is, or when it is not known any more. */
  readonly stored: StoredCheckpoint | undefined;
  readonly bytes: number;
  readonly counts: RunCounts;
  readonly rewritten: boolean;
  /** Where in the blob the first record stands that could not be read, as `@4096`. */
  readonly firstRejected: string | undefined;
  readonly mostLineBytes: number;
  isOver(): boolean;
  /** It has not grown for so long that its last line will not either. */
  hasSettled(): boolean;
  /** Asks the account for the blob's facts; false: it is gone. */
  refresh(): Promise<boolean>;
  /** Begins again at the first byte; `rewritten`: because the blob is not the one that the checkpoint knew. */
  startOver(rewritten: boolean): void;
  /** Bytes of the blob, if it is still the one that {@link Reading.blob} tells of. */
  range(offset: number, count: number): Promise<Buffer | 'changed' | 'gone'>;
  /** Makes candidates durable; answers how many were past the retention. Throws StorageUnavailable. */
  take(candidates: Iterable<Candidate>): Promise<number>;
  /** Writes how far it is. Throws StorageUnavailable; `lost`: somebody else wrote it meanwhile. */
  save(changes: Partial<Checkpoint>, expired?: number): Promise<'saved' | 'lost'>;
}

export function openReading(
  services: Services,
  account: BlobAccount,
  listed: BlobFacts,
  known: StoredCheckpoint | undefined,
  limits: SliceLimits,
): Reading {
  const { store, clock, settings } = services;
  const { container, name } = listed;
  const fallback = categoryNamed(container.slice(containerPrefix.length));
  let again = false;
  let isLost = false;

  /**
   * Writes when the outcomes of what is being read are met, before they are kept under it: should the process end before the
   * checkpoint moves on, the rerun finds the same rows whatever the hour. Of what is stored nothing else changes.
   */
  const note = async (met: Partial<Pick<Checkpoint, 'rejectedAt' | 'expiredAt'>>): Promise<'saved' | 'lost'> => {
    const saved = await saveCheckpoint(
      store,
      { ...(reading.stored ?? reading.checkpoint), ...met },
      reading.stored?.tag,
    );
    isLost = saved === 'lost';
    reading.stored = saved === 'lost' ? undefined : saved;
    reading.checkpoint = { ...reading.checkpoint, ...met };
    return isLost ? 'lost' : 'saved';
  };

  const servicesOfIngest = async (): Promise<IngestServices> => {
    const ofProcess = await ingestServices(services);
    return {
      ...ofProcess,
      async keepRejected(rejected, arrival) {
        if (rejected.length === 0 || isLost) return;
        // Who was first reads the same lines, and keeps them.
        if (!reading.checkpoint.rejectedAt && (await note({ rejectedAt: arrival.at })) === 'lost') return;
        await ofProcess.keepRejected(rejected, { ...arrival, at: reading.checkpoint.rejectedAt });
      },
    };
  };

  const reading = {
    blob: blobFactsOf(listed),
    isFresh: false,
    checkpoint: known ?? unreadCheckpoint(listed, clock()),
    stored: known,
    bytes: 0,
    counts: noCounts,
    rewritten: false,
    firstRejected: undefined as string | undefined,
    mostLineBytes: settings.MAX_RECORD_MIB * 1024 * 1024,

    isOver: () => isOver(services, limits),
    hasSettled: () => clock().getTime() - reading.blob.modified >= settings.ARCHIVE_SETTLED_MINUTES * 60_000,

    async refresh() {
      const facts = await account.facts(container, name);
      if (facts === undefined) return false;
      reading.blob = facts;
      reading.isFresh = true;
      return true;
    },

    startOver(rewritten: boolean) {
      const { day, since, expiredAt, rejectedAt } = reading.checkpoint;
      reading.checkpoint = { ...unreadCheckpoint(reading.blob, clock()), day, since, expiredAt, rejectedAt };
      reading.rewritten ||= rewritten;
      again = true;
    },

    async range(offset: number, count: number) {
      const bytes = await account.download(container, name, { offset, count, etag: reading.blob.etag });
      if (typeof bytes !== 'string') reading.bytes += bytes.length;
      return bytes;
    },

    async take(candidates: Iterable<Candidate>) {
      const delivery = { candidates, fallback, source: 'archive', ...(again ? { expectStored: true as const } : {}) };
      const ingested = await ingest(await servicesOfIngest(), delivery);
      if (ingested.ended === 'unavailable') throw ingested.error;
      if (ingested.ended !== 'done') throw new Error(`Lines of a blob ended ${ingested.ended}.`);
      const unread = ingested.answer.outcomes.find(({ issues }) => issues)?.issues?.[0]?.path;
      reading.firstRejected ??= /@\d+/.exec(unread ?? '')?.[0];
      const { received: examined, stored, duplicate, skipped, rejected, expired = 0 } = ingested.answer;
      reading.counts = addCounts(reading.counts, { examined, stored, duplicate, skipped, rejected, failed: 0 });
      return expired;
    },

    async save(changes: Partial<Checkpoint>, expired = 0) {
      const now = clock();
      if (expired > 0 && reading.checkpoint.expiredAt === 0 && !isLost) await note({ expiredAt: now.getTime() });
      if (isLost) return 'lost';
      const before = reading.checkpoint;
      const facts = {
        ...{ held: false, ...reading.blob, ...changes, seen: now.toISOString() },
        ...{ expired: before.expired + expired, rejectedAt: 0 },
      };
      const next: Checkpoint = { ...before, ...facts };
      const checkpoint = { ...next, left: next.length - next.offset };
      if (expired > 0) await keepExpired(store, `${container}/${name}`, { ...checkpoint, source: 'archive' });
      const saved = await saveCheckpoint(store, checkpoint, reading.stored?.tag);
      reading.stored = saved === 'lost' ? undefined : saved;
      reading.checkpoint = checkpoint;
      return saved === 'lost' ? 'lost' : 'saved';
    },
  };
  return reading as Reading;
}
