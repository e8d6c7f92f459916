/** Purges a communication with all its records, for the time of one slice. */
import { deleteCommunication } from '../../communications/by-hand/delete-communication.ts';
import type { StoredCommunication } from '../../communications/gather/communication-row.ts';
import { locationOf } from '../../communications/gather/location.ts';
import { standingById } from '../../communications/list/load-communication.ts';
import { recordsOf } from '../../communications/list/records-of.ts';
import { noteErased } from '../../erasure/erased-values.ts';
import type { SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { isUsedAgain } from '../../storage/communication-keys.ts';
import { recordId } from '../../storage/keys.ts';
import type { PurgeCommunication, PurgeState } from '../purge-state.ts';
import type { SliceOf } from '../slice-of.ts';
import { writersMs } from '../writers.ts';
import { buryRecords, endBurials, mostAtOnce } from './bury-records.ts';
import { takeDetails } from './take-details.ts';

/** Later than any record: what carries its keys is never taken again. */
const endOfTime = Date.parse('9999-12-31T00:00:00.000Z');

/**
 * First its keys are noted, so that nothing more of it is taken. When nobody can be writing who did not know, its details go,
 * which are found by what it tells; then its records, whose keys stay; then what is left of it. It need not be shown any more:
 * what the retention hides goes too. Doing a slice again is harmless. Throws StorageUnavailable.
 */
export async function purgeCommunicationSlice(
  services: Services,
  { id, work }: PurgeState & { readonly by: 'id' },
  limits: SliceLimits,
): Promise<SliceOf<PurgeCommunication>> {
  if (work.phase !== 'count') await endBurials(services);
  // Gathered anew meanwhile, it may have another id: the one that it had leads there.
  const stored = await standingById(services, id);
  if (!stored) return { work, done: true };
  switch (work.phase) {
    case 'announce':
      await noteErased(services, ownKeys(stored), endOfTime);
      return { work: { ...work, phase: 'details' }, done: false, waitUntil: services.clock().getTime() + writersMs };
    case 'count': {
      const counted = await detailsSlice(services, stored, work, limits, async () => {});
      if (counted.place) return { work: counted, done: false };
      const { records } = await recordsOf(services, stored);
      return { work: { ...counted, records: records.length }, done: true };
    }
    case 'details': {
      const buried = await detailsSlice(services, stored, work, limits, (ids) => buryRecords(services, ids));
      return { work: buried.place ? buried : { ...buried, phase: 'records' }, done: false };
    }
    case 'records':
      return recordsSlice(services, id, stored, work, limits);
  }
}

/** The hashes of what is its own alone, and which a record can be seen to carry. */
function ownKeys({ spans }: StoredCommunication): string[] {
  return spans
    .map(({ key }) => key)
    .filter(({ kind, hash, by }) => kind !== 'record' && !isUsedAgain(kind) && by === hash)
    .map(({ hash }) => hash);
}

async function detailsSlice(
  services: Services,
  { communication }: StoredCommunication,
  work: PurgeCommunication,
  limits: SliceLimits,
  take: (ids: readonly string[]) => Promise<void>,
): Promise<PurgeCommunication> {
  const taking = { place: work.place, most: mostAtOnce, take, limits };
  const { found, place } = await takeDetails(services, communication, taking);
  return { ...work, details: work.details + found, place };
}

async function recordsSlice(
  services: Services,
  id: string,
  stored: StoredCommunication,
  work: PurgeCommunication,
  { until, signal }: SliceLimits,
): Promise<SliceOf<PurgeCommunication>> {
  const { records } = await recordsOf(services, stored);
  const ids = records.map(({ category, time, identity }) => recordId(category, time, identity));
  let buried = 0;
  while (buried < ids.length) {
    const some = ids.slice(buried, buried + mostAtOnce);
    await buryRecords(services, some);
    buried += some.length;
    if (signal.aborted || services.clock().getTime() >= until) break;
  }
  // Of a very large one there may be more.
  if (buried > 0) return { work: { ...work, records: work.records + buried }, done: false };
  const left = await standingById(services, id);
  if (left) {
    const { communication } = left;
    await deleteCommunication(services, { id: communication.id, location: locationOf(communication) }, undefined);
  }
  return { work, done: true };
}
