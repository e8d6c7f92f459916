/** How far each blob was read: table `Checkpoints`, written conditionally, so that of two readers one wins. */
import { hash, randomUUID } from 'node:crypto';
import { dayOf } from '../../storage/keys.ts';
import { type Entity, everyRow, type Stored, type TableStore } from '../../storage/table-store.ts';
import { transactIn } from '../../storage/transact-in.ts';
import { type BlobFacts, blobFactsOf } from './blob-facts.ts';
import { placeOf } from './blob-path.ts';

export const checkpointsTable = 'Checkpoints';

/** How far a blob was read, and the blob as it was then. */
export interface Checkpoint extends BlobFacts {
  /** The day (`20250601`) under which it is filed; it stays when the blob changes. */
  readonly day: string;
  /** Bytes whose records are durable; always the beginning of a line. 0 in `whole` blobs until they are read to their end. */
  readonly offset: number;
  /** Lines before the offset, blank ones not counted. */
  readonly lines: number;
  /** SHA-256 (32 hex digits) of the `lastLineBytes` bytes before the offset: the last line, or the end of a long one. */
  readonly lastLine: string;
  readonly lastLineBytes: number;
  /** `whole`: not JSON Lines; it is read from its beginning each time. */
  readonly form: 'lines' | 'whole';
  /** Of a `whole` blob: how many candidates, from its first, are durable. */
  readonly taken: number;
  /** Bytes that were not yet taken. */
  readonly left: number;
  /** What is left is one line without its end: nothing can be done before the blob grows, or has settled. */
  readonly held: boolean;
  /** The bytes from the offset to the next newline belong to a line that is too large and was kept as such. */
  readonly skipping: boolean;
  /** Records past the retention, and when (ms) the first was met; 0: none. */
  readonly expired: number;
  readonly expiredAt: number;
  /** When (ms) lines after the offset were first met that cannot be read; 0: none were. It outlives a crash. */
  readonly rejectedAt: number;
  /** ISO instants: the checkpoint was made; it was written. */
  readonly since: string;
  readonly seen: string;
}

/** A checkpoint as it is stored; `tag` is that of its row. */
export interface StoredCheckpoint extends Checkpoint {
  readonly tag: string;
}

/** The checkpoint of a blob of which nothing was read. */
export function unreadCheckpoint(blob: BlobFacts, now: Date): Checkpoint {
  return {
    ...{ ...blobFactsOf(blob), day: dayOfBlob(blob) },
    ...{ offset: 0, lines: 0, lastLine: '', lastLineBytes: 0, form: 'lines', taken: 0 },
    ...{ left: blob.length, held: false, skipping: false, expired: 0, expiredAt: 0, rejectedAt: 0 },
    ...{ since: now.toISOString(), seen: now.toISOString() },
  };
}

/**
 * Writes a checkpoint: a new one where `tag` is undefined, else in place of the row that has it. `lost`: somebody else wrote
 * (or removed) it meanwhile. Throws StorageUnavailable.
 */
export async function saveCheckpoint(
  store: TableStore,
  checkpoint: Checkpoint,
  tag: string | undefined,
): Promise<StoredCheckpoint | 'lost'> {
  const mark = randomUUID();
  const entity = toEntity(checkpoint, mark);
  const result = await transactIn(store, checkpointsTable, [
    tag === undefined ? { kind: 'insert', entity } : { kind: 'replace', entity, etag: tag },
  ]);
  if (result.outcome === 'done') return { ...checkpoint, tag: result.etags[0] ?? '' };
  // The driver asks again when an answer is lost; the row that is in the way may be this one.
  const there = await store.get(checkpointsTable, entity.partitionKey, entity.rowKey);
  return there?.['mark'] === mark ? { ...checkpoint, tag: there.etag } : 'lost';
}

/** Removes a checkpoint, unless somebody wrote it meanwhile. */
export async function removeCheckpoint(store: TableStore, checkpoint: StoredCheckpoint): Promise<void> {
  const keys = keysOf(checkpoint);
  await store.transact(checkpointsTable, [{ kind: 'delete', ...keys, etag: checkpoint.tag }]);
}

/** The checkpoint of one blob: one get. */
export async function readCheckpoint(
  store: TableStore,
  blob: Pick<BlobFacts, 'container' | 'name' | 'created'>,
): Promise<StoredCheckpoint | undefined> {
  const { partitionKey, rowKey } = keysOf({ ...blob, day: dayOfBlob(blob) });
  const row = await store.get(checkpointsTable, partitionKey, rowKey);
  return row && fromEntity(row);
}

/**
 * The checkpoints of a container's blobs that are filed under a range of days (`20250601`, `until` exclusive), by name; without
 * a range all of them. A blob whose path names no hour is filed under the day of its creation, however young its last line is.
 */
export async function readCheckpoints(
  store: TableStore,
  container: string,
  days: { readonly from?: string; readonly until?: string } = {},
): Promise<Map<string, StoredCheckpoint>> {
  // `}` comes right after `|`.
  const until = days.until === undefined ? `${container}}` : `${container}|${days.until}`;
  const partition = { from: `${container}|${days.from ?? ''}`, until };
  const found = new Map<string, StoredCheckpoint>();
  for await (const row of everyRow(store, checkpointsTable, { partition })) {
    const checkpoint = fromEntity(row);
    found.set(checkpoint.name, checkpoint);
  }
  return found;
}

/** The day (`20250601`) of a blob: that of its path, else of its creation, which appending to it does not change. */
export function dayOfBlob({ container, name, created }: Pick<BlobFacts, 'container' | 'name' | 'created'>): string {
  return dayOf(placeOf(container, name).hour ?? created);
}

/** The partition of a container's blobs of a day (`20250601`). */
export function checkpointsPartition(container: string, day: string): string {
  return `${container}|${day}`;
}

function keysOf({ container, name, day }: Pick<Checkpoint, 'container' | 'name' | 'day'>) {
  return { partitionKey: checkpointsPartition(container, day), rowKey: hash('sha256', name, 'hex').slice(0, 32) };
}

/** The row of a checkpoint. `mark` tells whose writing it was; a row's own tag has the name `etag`. */
export function toEntity(checkpoint: Checkpoint, mark: string): Entity {
  // One that was read and is written again brings the tag of its row, which is no property.
  const { tag: _, etag: blobTag, ...facts } = checkpoint as Checkpoint & { readonly tag?: string };
  return { ...keysOf(checkpoint), v: 1, mark, blobTag, ...facts };
}

/** The checkpoint in a row of {@link checkpointsTable}. */
export function fromEntity(row: Stored): StoredCheckpoint {
  const { partitionKey: _, rowKey: __, v: ___, mark: ____, etag: tag, blobTag: etag, ...facts } = row;
  return { ...facts, etag, tag } as unknown as StoredCheckpoint;
}
