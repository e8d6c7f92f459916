/** Polls of one blob, as ticks do them, and what they leave in the store. */
import type { RunCounts, SliceLimits } from '../../../shared/runs/run.ts';
import type { Services } from '../../../shared/services.ts';
import type { BlobAccount } from '../../../shared/sources/archive/blob-account.ts';
import { readCheckpoint } from '../../../shared/sources/archive/checkpoints.ts';
import { type BlobRead, readBlob } from '../../../shared/sources/archive/read-blob.ts';
import type { TableStore } from '../../../shared/storage/table-store.ts';
import { dump } from '../../ingest/delivering.ts';
import { container as fakeContainer } from './fake-account.ts';

export const endless: SliceLimits = { until: Number.POSITIVE_INFINITY, signal: new AbortController().signal };

export interface Poll {
  readonly container?: string;
  readonly limits?: SliceLimits;
  readonly rangeBytes?: number;
}

/** Lists the blob, takes its checkpoint and reads it. */
export async function poll(
  services: Services,
  account: BlobAccount,
  name: string,
  { container = fakeContainer, limits = endless, rangeBytes }: Poll = {},
): Promise<BlobRead> {
  const blob = await account.facts(container, name);
  if (!blob) throw new Error(`no blob ${name}`);
  const known = await readCheckpoint(services.store, blob);
  return readBlob(services, account, blob, known, limits, rangeBytes === undefined ? {} : { rangeBytes });
}

/** The counts that are not 0. */
export function filled(counts: RunCounts): Partial<RunCounts> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}

export interface Kept {
  readonly code: string;
  readonly place: string;
  readonly text: string;
}

/** The records in a store, as row keys, and the outcomes that were kept. */
export async function contentsOf(store: TableStore): Promise<{ records: string[]; kept: Kept[] }> {
  const tables = await dump(store);
  const rowsOf = (prefix: string) =>
    Object.entries(tables)
      .filter(([table]) => table.startsWith(prefix))
      .flatMap(([, rows]) => rows);
  return {
    records: rowsOf('Records').map(({ rowKey }) => String(rowKey)),
    kept: rowsOf('Outcomes')
      .map(({ partitionKey, place, text }) => ({
        code: String(partitionKey),
        place: String(place),
        text: String(text),
      }))
      .sort((a, b) => (a.place < b.place ? -1 : 1)),
  };
}
