/** When records of a road were last rejected: a row of table `Latest`. */
import { perServices } from '../per-services.ts';
import type { Services } from '../services.ts';
import { transactIn } from '../storage/transact-in.ts';
import { latestPlace, looksFrom } from './latest.ts';

/** Each process notes a road at most once in this time, in ms. */
const quietMs = 60_000;

const words =
  'Records that it brought cannot be read: they are kept with the reasons. Mend the sender and send them again.';

/** When this process last noted each road: ms. */
const notedOf = perServices(() => new Map<string, number>());

/** Notes that candidates of a road were rejected. Throws StorageUnavailable when it could not be noted. */
export async function noteRejected(services: Services, source: string, at: Date): Promise<void> {
  const noted = notedOf(services);
  const time = at.getTime();
  if (time - (noted.get(source) ?? Number.NEGATIVE_INFINITY) < quietMs) return;
  const when = at.toISOString();
  const row = { source, slug: '', at: when, ended: 'rejected', class: 'malformed', words, since: when };
  const entity = { partitionKey: latestPlace.partition, rowKey: `${looksFrom}${source}~~rejected`, v: 1, ...row };
  await transactIn(services.store, latestPlace.table, [{ kind: 'upsert', entity }]);
  noted.set(source, time);
}
