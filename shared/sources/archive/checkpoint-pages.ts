/** Walks checkpoints page by page, so that memory does not grow with the archive. */
import { everyRow, type Filter, type TableStore } from '../../storage/table-store.ts';
import { checkpointsPartition, checkpointsTable, fromEntity, type StoredCheckpoint } from './checkpoints.ts';

export interface CheckpointRow {
  readonly rowKey: string;
  readonly checkpoint: StoredCheckpoint;
}

export interface CheckpointPage {
  readonly rows: readonly CheckpointRow[];
  readonly continuation?: string;
}

/** `}` comes right after `|`, which ends the container's name in the key of a partition. */
const allDays = (container: string) => ({ from: checkpointsPartition(container, ''), until: `${container}}` });

/** All checkpoints of a container. Throws StorageUnavailable. */
export async function* everyCheckpoint(store: TableStore, container: string): AsyncGenerator<StoredCheckpoint> {
  for await (const row of everyRow(store, checkpointsTable, { partition: allDays(container) })) yield fromEntity(row);
}

/** A page of a container's checkpoints that were not written since an instant. Throws StorageUnavailable. */
export async function notSeenSince(
  store: TableStore,
  container: string,
  instant: Date,
  continuation: string | undefined,
): Promise<CheckpointPage> {
  const filter: Filter = [{ property: 'seen', operator: 'lt', value: instant.toISOString() }];
  return pageOf(store, { partition: allDays(container), filter }, continuation);
}

/**
 * Of a container and a day (`20250601`) the next checkpoints, from a row on, of blobs that have bytes left: about `limit`, and
 * fewer only at the end. Throws StorageUnavailable.
 */
export async function withBytesLeft(
  store: TableStore,
  { container, day, from }: { readonly container: string; readonly day: string; readonly from: string },
  limit: number,
): Promise<readonly CheckpointRow[]> {
  const filter: Filter = [{ property: 'left', operator: 'gt', value: 0 }];
  const found: CheckpointRow[] = [];
  let continuation: string | undefined;
  do {
    const query = { partition: checkpointsPartition(container, day), rows: { from }, filter, limit };
    const page = await pageOf(store, query, continuation);
    found.push(...page.rows);
    continuation = page.continuation;
  } while (continuation !== undefined && found.length < limit);
  return found;
}

async function pageOf(
  store: TableStore,
  query: Parameters<TableStore['query']>[1],
  continuation: string | undefined,
): Promise<CheckpointPage> {
  const page = await store.query(checkpointsTable, continuation === undefined ? query : { ...query, continuation });
  const rows = page.entities.map((row) => ({ rowKey: row.rowKey, checkpoint: fromEntity(row) }));
  return page.continuation === undefined ? { rows } : { rows, continuation: page.continuation };
}
