/** Writes many checkpoints in as few transactions as can be. */
import { randomUUID } from 'node:crypto';
import type { TableStore } from '../../storage/table-store.ts';
import { transactIn } from '../../storage/transact-in.ts';
import { type Checkpoint, checkpointsTable, saveCheckpoint, toEntity } from './checkpoints.ts';

/** A new checkpoint where `tag` is undefined, else one in place of the row that has it. */
export interface Saving {
  readonly checkpoint: Checkpoint;
  readonly tag: string | undefined;
}

const mostRows = 100;

/**
 * Writes checkpoints of blobs that are filed under one day of one container. Whoever wrote one meanwhile has read further:
 * that one stays. Throws StorageUnavailable.
 */
export async function saveCheckpoints(store: TableStore, savings: readonly Saving[]): Promise<void> {
  const mark = randomUUID();
  for (let start = 0; start < savings.length; start += mostRows) {
    const some = savings.slice(start, start + mostRows);
    const { outcome } = await transactIn(
      store,
      checkpointsTable,
      some.map(({ checkpoint, tag }) => {
        const entity = toEntity(checkpoint, mark);
        return tag === undefined ? { kind: 'insert', entity } : { kind: 'replace', entity, etag: tag };
      }),
    );
    if (outcome === 'done') continue;
    for (const { checkpoint, tag } of some) await saveCheckpoint(store, checkpoint, tag);
  }
}
