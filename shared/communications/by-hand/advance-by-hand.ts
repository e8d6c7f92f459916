/** Takes an operation by hand one slice further. */
import type { Advance } from '../../runs/advance.ts';
import type { Slice, SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { auditBegin, type ByHandState, byHandSchema } from './by-hand-state.ts';
import { countsSince, progressOf, wordsOf } from './by-hand-words.ts';
import { deleteSlice } from './delete-slice.ts';
import { generateSlice } from './generate-slice.ts';
import { regenerateSlice } from './regenerate-slice.ts';

/** `next` is what {@link startByHand} began with. */
export const advanceByHand: Advance = async (services, next, limits): Promise<Slice> => {
  const begun = byHandSchema.parse(next);
  // The process that began it may have ended before it could.
  await auditBegin(services, begun);
  const { begun: _, ...before } = begun;
  const { state, done, ended } = await sliceOf(services, before as ByHandState, limits);
  const counts = countsSince(before as ByHandState, state);
  const progress = progressOf(state, ended);
  if (!done) return { next: state, counts, progress };
  return { next: undefined, counts, progress, reason: { class: 'note', words: wordsOf(state, ended) } };
};

interface Done {
  readonly state: ByHandState;
  readonly done: boolean;
  /** No record that could be taken is left. */
  readonly ended: boolean;
}

async function sliceOf(services: Services, state: ByHandState, limits: SliceLimits): Promise<Done> {
  switch (state.operation) {
    case 'generate': {
      const { work, done, ended } = await generateSlice(services, state.work, limits);
      return { state: { ...state, work }, done, ended: ended && work.since === undefined };
    }
    case 'delete': {
      const { work, done } = await deleteSlice(services, state.work, limits);
      return { state: { ...state, work }, done, ended: false };
    }
    case 'regenerate': {
      const { work, done } = await regenerateSlice(services, state.work, limits);
      return { state: { ...state, work }, done, ended: false };
    }
  }
}
