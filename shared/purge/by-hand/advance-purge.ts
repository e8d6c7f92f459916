/** Takes a purge by hand one slice further. */

import { unsealable } from '../../erasure/sealed.ts';
import type { Advance } from '../../runs/advance.ts';
import type { Slice, SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { eraseSlice } from '../erase/erase-slice.ts';
import { unreachedPlaces } from '../erase/unreached-places.ts';
import { auditPurge, type PurgeState, purgeSchema } from '../purge-state.ts';
import { purgeBeforeSlice } from './purge-before.ts';
import { purgeCommunicationSlice } from './purge-communication.ts';
import { countsSince, progressOf, wordsOf } from './purge-words.ts';

/** `next` is what {@link startPurge} began with. */
export const advancePurge: Advance = async (services, next, limits) => {
  const before = purgeSchema.parse(next);
  // The process that began it may have ended before it could.
  await auditPurge(services, before);
  if (before.by === 'value' && unsealable(before.sealed, await services.hash())) return keyChanged;
  const { state, done, waitUntil } = await sliceOf(services, { ...before, audited: true }, limits);
  const facts = { counts: countsSince(before, state), progress: progressOf(state) };
  if (!done) return { next: state, ...facts, ...(waitUntil === undefined ? {} : { waitUntil }) };
  const unreached = state.by === 'value' ? await unreachedPlaces(services) : [];
  const progress = unreached.length === 0 ? facts.progress : { ...facts.progress, unreached };
  return { next: undefined, ...facts, progress, reason: { class: 'note', words: wordsOf(state, unreached) } };
};

/** Nothing is left of the value in the row of the run. */
const keyChanged: Slice = {
  next: undefined,
  failed: true,
  reason: {
    class: 'internal',
    words: 'HASH_KEY was changed since this run was begun: set it to what it was, and begin the erasure again.',
  },
};

interface Advanced {
  readonly state: PurgeState;
  readonly done: boolean;
  readonly waitUntil?: number | undefined;
}

async function sliceOf(services: Services, state: PurgeState, limits: SliceLimits): Promise<Advanced> {
  switch (state.by) {
    case 'before': {
      const { work, ...rest } = await purgeBeforeSlice(services, state, limits);
      return { state: { ...state, work }, ...rest };
    }
    case 'id': {
      const { work, ...rest } = await purgeCommunicationSlice(services, state, limits);
      return { state: { ...state, work }, ...rest };
    }
    case 'value': {
      const { work, ...rest } = await eraseSlice(services, state, limits);
      return { state: { ...state, work }, ...rest };
    }
  }
}
