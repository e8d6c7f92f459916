/** Purges a communication with all its records, for the time of one slice. */
import { deleteCommunication } from '../../communications/by-hand/delete-communication.ts';
import type { StoredCommunication } from '../../communications/gather/communication-row.ts';
import { locationOf } from '../../communications/gather/location.ts';
import { searchedDetails } from '../../communications/list/count-details.ts';
import { loadById } from '../../communications/list/load-communication.ts';
import { recordsOf } from '../../communications/list/records-of.ts';
import { readingOf } from '../../query/reading.ts';
import type { SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { recordId } from '../../storage/keys.ts';
import { StorageUnavailable } from '../../storage/table-store.ts';
import type { PurgeCommunication, PurgeState } from '../purge-state.ts';
import type { SliceOf } from '../slice-of.ts';
import { buryRecords, endBurials, mostAtOnce } from './bury-records.ts';

/**
 * Its details go first, which are found by what it tells; then its records, whose keys stay, so that they are not taken
 * again; then what is left of it. Doing a slice again is harmless. Throws StorageUnavailable.
 */
export async function purgeCommunicationSlice(
  services: Services,
  { id, work }: PurgeState & { readonly by: 'id' },
  { until, signal }: SliceLimits,
): Promise<SliceOf<PurgeCommunication>> {
  const isOver = () => signal.aborted || services.clock().getTime() >= until;
  if (work.phase !== 'count') await endBurials(services);
  // Gathered anew meanwhile, it may have another id: the one that it had leads there.
  const stored = await loadById(services, id);
  if (!stored) return { work, done: true };
  if (work.phase === 'details' || work.phase === 'count') {
    const details = await detailIds(services, stored);
    if (work.phase === 'count') {
      const { records } = await recordsOf(services, stored);
      return { work: { ...work, details: details.length, records: records.length }, done: true };
    }
    const { buried, done } = await buryAll(services, details, isOver);
    const found = { ...work, details: work.details + buried };
    return { work: done ? { ...found, phase: 'records' } : found, done: false };
  }
  const { records } = await recordsOf(services, stored);
  const ids = records.map(({ category, time, identity }) => recordId(category, time, identity));
  const { buried, done } = await buryAll(services, ids, isOver);
  const found = { ...work, records: work.records + buried };
  // Of a very large one there may be more.
  if (!done || buried > 0) return { work: found, done: false };
  const left = await loadById(services, id);
  const { communication } = left ?? {};
  if (communication)
    await deleteCommunication(services, { id: communication.id, location: locationOf(communication) }, undefined);
  return { work: found, done: true };
}

async function detailIds(services: Services, { communication }: StoredCommunication): Promise<string[]> {
  const ids: string[] = [];
  for (const { found } of searchedDetails(await readingOf(services), communication))
    for await (const step of found.steps) {
      if (step.kind === 'stopped') throw new StorageUnavailable('details could not be read in time');
      const { category, time, identity } = step.item.record;
      ids.push(recordId(category, time, identity));
    }
  return ids;
}

async function buryAll(
  services: Services,
  ids: readonly string[],
  isOver: () => boolean,
): Promise<{ readonly buried: number; readonly done: boolean }> {
  for (let first = 0; first < ids.length; first += mostAtOnce) {
    const some = ids.slice(first, first + mostAtOnce);
    await buryRecords(services, some);
    const buried = first + some.length;
    if (isOver() && buried < ids.length) return { buried, done: false };
  }
  return { buried: ids.length, done: true };
}
