/** When the whole of a container was last listed, and what could not be read of it then: rows of `Checkpoints`. */
import type { TableStore } from '../../storage/table-store.ts';
import { transactIn } from '../../storage/transact-in.ts';
import { checkpointsTable } from './checkpoints.ts';

/** The partitions of checkpoints have a `|` in their keys. */
const partition = 'surveyed';

export interface SurveyMark {
  /** ISO instant. */
  readonly at: string;
  /** Blobs that the account did not hand out, though it answered. */
  readonly unreadable: number;
}

/** Undefined where the container was never listed whole. Throws StorageUnavailable. */
export async function surveyMark(store: TableStore, container: string): Promise<SurveyMark | undefined> {
  return (await store.get(checkpointsTable, partition, container)) as SurveyMark | undefined;
}

/** Throws StorageUnavailable. */
export async function markSurveyed(store: TableStore, container: string, mark: SurveyMark): Promise<void> {
  const entity = { partitionKey: partition, rowKey: container, v: 1, at: mark.at, unreadable: mark.unreadable };
  await transactIn(store, checkpointsTable, [{ kind: 'upsert', entity }]);
}
