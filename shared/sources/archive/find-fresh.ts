/** Finds in one container what a tick has to read, by listing only what can have grown. */
import type { SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { dayOf } from '../../storage/keys.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import type { BlobAccount } from './blob-account.ts';
import type { BlobFacts } from './blob-facts.ts';
import { freshMs, freshPrefixes, isForeign, isFresh, placeOf } from './blob-path.ts';
import { everyCheckpoint } from './checkpoint-pages.ts';
import { dayOfBlob, readCheckpoints, type StoredCheckpoint } from './checkpoints.ts';
import { isOver } from './is-over.ts';
import { isUnread } from './is-unread.ts';
import { removeGone } from './remove-gone.ts';
import { surveyMark } from './survey-marks.ts';

export interface UnreadBlob {
  readonly blob: BlobFacts;
  readonly known: StoredCheckpoint | undefined;
}

export interface Found {
  /** Fresh blobs that have something to read. */
  readonly unread: readonly UnreadBlob[];
  /** Whether blobs that are not fresh have something to read: the work of a history run. */
  readonly older: boolean;
  readonly listed: number;
  /** Blobs of other resource providers; in a large container their resources. */
  readonly passedOver: number;
  /** Checkpoints of blobs that are gone. */
  readonly removed: number;
}

/** A container with no more blobs than these is listed whole at each tick. It is one page. */
const fewBlobs = 1000;
const mostRemoved = 1000;
const dayMs = 86_400_000;
const hourMs = 3_600_000;
const width = 8;

/** Looks through one container; of a large one, what the time allows. Throws SourceUnavailable and StorageUnavailable. */
export async function findFresh(
  services: Services,
  account: BlobAccount,
  container: string,
  limits: SliceLimits,
  { few = fewBlobs }: { readonly few?: number } = {},
): Promise<Found> {
  const blobs = new Map<string, BlobFacts>();
  let continuation: string | undefined;
  // A page may be short before the end.
  do {
    const page = await account.blobs(container, { limit: few, ...(continuation && { continuation }) });
    for (const blob of page.blobs) blobs.set(blob.name, blob);
    continuation = page.continuation;
  } while (continuation !== undefined && blobs.size < few);
  return continuation === undefined
    ? inSmall(services, account, container, blobs)
    : inLarge(services, account, container, limits);
}

async function inSmall(
  services: Services,
  account: BlobAccount,
  container: string,
  blobs: ReadonlyMap<string, BlobFacts>,
): Promise<Found> {
  const known = new Map<string, StoredCheckpoint>();
  const gone: StoredCheckpoint[] = [];
  for await (const checkpoint of everyCheckpoint(services.store, container)) {
    const blob = blobs.get(checkpoint.name);
    if (blob && dayOfBlob(blob) === checkpoint.day) known.set(blob.name, checkpoint);
    else if (gone.length < mostRemoved) gone.push(checkpoint);
  }
  const own = [...blobs.values()].filter(({ name }) => !isForeign(name));
  const now = services.clock().getTime();
  const unread = own
    .map((blob) => ({ blob, known: known.get(blob.name) }))
    .filter((one) => isUnread(services, one.blob, one.known));
  const fresh = unread.filter(({ blob }) => isFresh(placeOf(container, blob.name), blob.modified, now));
  const older = unread.length - fresh.length;
  const unreadable = older === 0 ? 0 : ((await surveyMark(services.store, container))?.unreadable ?? 0);
  return {
    unread: fresh,
    // What a history run was refused lately is not asked for again before the night.
    older: older > unreadable,
    listed: blobs.size,
    passedOver: blobs.size - own.length,
    removed: await removeGone(services, account, gone),
  };
}

async function inLarge(
  services: Services,
  account: BlobAccount,
  container: string,
  limits: SliceLimits,
): Promise<Found> {
  const now = services.clock().getTime();
  const days = { from: dayOf(now - freshMs), until: dayOf(now + hourMs + dayMs) };
  const known = await readCheckpoints(services.store, container, days);
  const resources = await account.prefixes(container, 'y=');
  const own = resources.filter((years) => years.endsWith('/y=') && !isForeign(years));
  const unread: UnreadBlob[] = [];
  let listed = 0;
  const list = async (prefix: string) => {
    let continuation: string | undefined;
    do {
      if (isOver(services, limits)) return;
      const page = await account.blobs(container, { prefix, ...(continuation && { continuation }) });
      listed += page.blobs.length;
      for (const blob of page.blobs) {
        const one = { blob, known: known.get(blob.name) };
        if (isFresh(placeOf(container, blob.name), blob.modified, now) && isUnread(services, blob, one.known)) {
          unread.push(one);
        }
      }
      continuation = page.continuation;
    } while (continuation !== undefined);
  };
  const prefixes = own.flatMap((years) => freshPrefixes(years, now));
  await runBounded(
    width,
    prefixes.map((prefix) => () => list(prefix)),
  );
  return {
    unread,
    older: (await surveyMark(services.store, container)) === undefined,
    listed,
    passedOver: resources.length - own.length,
    removed: 0,
  };
}
