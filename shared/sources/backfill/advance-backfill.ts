/** Takes a back-fill by hand one slice further. */
import type { Advance } from '../../runs/advance.ts';
import { askNext } from './ask-next.ts';
import { progressOf, reportOf } from './asking.ts';
import { auditBegin, backfillSchema } from './backfill-state.ts';
import { workspaceAsker } from './workspace-asker.ts';

/** What is said where no workspace is set. */
export const noWorkspace = 'No workspace is set: LOG_ANALYTICS_WORKSPACE_ID names the one to ask.';

/** `next` is what {@link startBackfill} began with. The watermarks of the nightly run stay as they are. */
export const advanceBackfill: Advance = async (services, next, limits) => {
  const { begun, ...state } = backfillSchema.parse(next);
  // The process that began it may have ended before it could.
  if (begun) await auditBegin(services, { ...state, begun });
  const ask = await workspaceAsker(services);
  if (!ask) return { next: undefined, failed: true, reason: { class: 'refused', words: noWorkspace } };
  const { asking, ...step } = await askNext(services, ask, state.asking, limits, {
    rangeOf: async () => state,
    taken: async () => {},
  });
  const progress = progressOf(asking);
  if (asking.left.length === 0) return { next: undefined, ...step, progress, ...reportOf(asking) };
  return { next: { ...state, asking }, ...step, progress };
};
