/** Takes the nightly run one slice further: it asks the workspace for each category, then does what is pending or was missed. */
import { z } from 'zod';
import type { Category } from '../../categories/define.ts';
import { drainReplaced } from '../../replaced/drain-replaced.ts';
import { retentionOf } from '../../retention/retention-of.ts';
import type { Advance } from '../../runs/advance.ts';
import type { Report, RunReason, Slice, SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { readSwitchedOff } from '../../switches/switches.ts';
import { openHistory } from '../archive/open-history.ts';
import type { Range } from '../kql.ts';
import { noWorkspace } from './advance-backfill.ts';
import { askNext } from './ask-next.ts';
import { askingSchema, beginAsking, progressOf, reportOf } from './asking.ts';
import { generateMissed, missedReport, missedSchema } from './generate-missed.ts';
import { noteSucceeded } from './nights.ts';
import { askable } from './start-backfill.ts';
import { readWatermark, saveWatermark } from './watermarks.ts';
import { workspaceAsker } from './workspace-asker.ts';

const stateSchema = z.object({
  phase: z.enum(['begin', 'ask', 'drain', 'gather', 'end']).default('begin'),
  /** The local date whose run it is; absent in a run that stands for none. */
  date: z.iso.date().optional(),
  /** Up to when is asked, in ms: when it began. */
  until: z.int().default(0),
  asking: askingSchema.optional(),
  /** Where the pairing of replaced rows goes on. */
  drain: z.record(z.string(), z.unknown()).default({}),
  missed: missedSchema.optional(),
});
type State = z.infer<typeof stateSchema>;
type Phase = (services: Services, state: State, limits: SliceLimits) => Promise<Slice>;

const dayMs = 86_400_000;
/** The service may write a record's own time up to two days after it; later ones get the time of their arrival. */
const overlapMs = 2 * dayMs;

/** `next` is what {@link startNightly} began with. */
export const advanceNightly: Advance = (services, next, limits) => {
  const state = stateSchema.parse(next);
  return phases[state.phase](services, state, limits);
};

const phases: Readonly<Record<State['phase'], Phase>> = {
  async begin(services, state) {
    if (!(await workspaceAsker(services))) return { next: { ...state, phase: 'drain' } };
    const asking = beginAsking(askable(await readSwitchedOff(services)));
    const until = services.clock().getTime();
    return { next: { ...state, phase: 'ask', until, asking }, progress: progressOf(asking) };
  },

  async ask(services, state, limits) {
    const ask = await workspaceAsker(services);
    if (!ask || !state.asking || state.asking.left.length === 0) return { next: { ...state, phase: 'drain' } };
    const { asking, ...step } = await askNext(services, ask, state.asking, limits, {
      rangeOf: (category) => rangeOf(services, category, state.until),
      taken: ({ slug }, until) => saveWatermark(services, slug, until),
    });
    return { next: { ...state, asking }, progress: progressOf(asking), ...step };
  },

  async drain(services, state, limits) {
    const { next, ...slice } = await drainReplaced(services, state.drain, limits);
    return { ...slice, next: next ? { ...state, drain: next } : { ...state, phase: 'gather' } };
  },

  async gather(services, state, limits) {
    const { missed, done } = await generateMissed(services, state.missed, limits);
    const before = state.missed?.work.tally.failed ?? 0;
    const counts = { failed: missed.work.tally.failed - before };
    return { next: { ...state, missed, phase: done ? 'end' : 'gather' }, counts };
  },

  async end(services, state) {
    await openHistory(services, 'timer');
    const report: Report = state.asking ? reportOf(state.asking) : { reason: without };
    if (!report.failed && state.date !== undefined) await noteSucceeded(services, state.date);
    const missed = state.missed && missedReport(state.missed);
    const { class: failed = 'note' as const, words } = report.reason ?? {};
    const reason = missed ? { class: failed, words: [words, missed.words].filter(Boolean).join(' ') } : report.reason;
    const progress = { ...(state.asking ? progressOf(state.asking) : {}), ...missed?.progress };
    return { next: undefined, ...report, ...(reason ? { reason } : {}), ...(isEmpty(progress) ? {} : { progress }) };
  },
};

const isEmpty = (object: object): boolean => Object.keys(object).length === 0;

const without: RunReason = { class: 'note', words: `${noWorkspace} Only what was pending was done.` };

/** From two days before the watermark; the first night by BACKFILL_FIRST_DAYS; never what is past the retention. */
async function rangeOf(services: Services, category: Category, until: number): Promise<Range> {
  const watermark = await readWatermark(services, category.slug);
  const { notBefore } = await retentionOf(services);
  const from = watermark === undefined ? until - services.settings.BACKFILL_FIRST_DAYS * dayMs : watermark - overlapMs;
  return { from: Math.min(Math.max(from, notBefore(category)), until), until };
}
