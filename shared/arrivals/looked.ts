/** When a road was last looked at, and how it failed or that it succeeded: rows of table `Latest`. */
import { perServices } from '../per-services.ts';
import type { Services } from '../services.ts';
import type { SourceFailure } from '../source-failure.ts';
import { everyRow } from '../storage/table-store.ts';
import { transactIn } from '../storage/transact-in.ts';
import { type LookRow, latestPlace, looksFrom } from './latest.ts';

/** Each process notes the same end again at most once in this time, in ms. */
const quietMs = 60_000;

/** What this process noted last of each road. */
const notedOf = perServices(() => new Map<string, { readonly end: string; readonly at: number }>());

/** A road (`source`), or one category (`slug`) of it. */
export interface Looked {
  readonly source: string;
  readonly slug?: string;
}

/**
 * Notes that a road was looked at: that it succeeded, or how it failed. A success leaves the last failure to be seen, and
 * the other way round; the same end within a minute costs nothing. Throws StorageUnavailable when it could not be noted.
 */
export async function noteLooked(services: Services, looked: Looked, at: Date, failure?: SourceFailure): Promise<void> {
  const { source, slug = '' } = looked;
  const noted = notedOf(services);
  const road = `${looksFrom}${source}~${slug}~`;
  const end = failure ? `${failure.class} ${failure.words}` : 'succeeded';
  const last = noted.get(road);
  const time = at.getTime();
  if (last?.end === end && time - last.at < quietMs) return;
  const ended = failure ? 'failed' : 'succeeded';
  const facts = failure ? { ...failure, since: await failingSince(services, road, failure, at) } : {};
  const row = { source, slug, at: at.toISOString(), ended, ...facts };
  const entity = { partitionKey: latestPlace.partition, rowKey: `${road}${ended}`, v: 1, ...row };
  await transactIn(services.store, latestPlace.table, [{ kind: 'upsert', entity }]);
  noted.set(road, { end, at: time });
}

/** When a failure of this class began: now, unless the one before was the same and nothing succeeded since. */
async function failingSince(services: Services, road: string, failure: SourceFailure, at: Date): Promise<string> {
  const { table, partition } = latestPlace;
  let succeeded = '';
  let failed: Extract<LookRow, { ended: 'failed' | 'rejected' }> | undefined;
  const rows = { from: road, until: `${road}~` };
  for await (const row of everyRow(services.store, table, { partition, rows })) {
    const look = row as unknown as LookRow;
    if (look.ended === 'failed') failed = look;
    if (look.ended === 'succeeded') succeeded = look.at;
  }
  return failed?.class === failure.class && failed.at >= succeeded ? failed.since : at.toISOString();
}
