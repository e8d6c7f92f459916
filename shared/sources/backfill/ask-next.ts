/** Asks a workspace for the next slice of the category under way, and says where to go on. */
import { setTimeout as sleep } from 'node:timers/promises';
import { noteLooked } from '../../arrivals/looked.ts';
import type { Category } from '../../categories/define.ts';
import { categoryNamed } from '../../categories/index.ts';
import type { IngestAnswer } from '../../ingest/answer.ts';
import type { RunCounts, SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import type { SourceFailure } from '../../source-failure.ts';
import type { Range } from '../kql.ts';
import type { AskWorkspace } from '../log-analytics.ts';
import { type Asking, afterCategory, stopped } from './asking.ts';
import { fetchSlice, type SliceTaken } from './fetch-slice.ts';
import { afterSlice, halved, nextSlice, type Slices, slicesOf } from './slices.ts';

/** What differs between runs that ask. */
export interface Terms {
  /** The range that a category is asked for. */
  readonly rangeOf: (category: Category) => Promise<Range>;
  /** All of the category before `until` (ms) is durable. */
  readonly taken: (category: Category, until: number) => Promise<void>;
}

interface Step {
  readonly asking: Asking;
  /** How many categories it failed for. */
  readonly failed?: number;
  /** Not to be gone on with before, in ms. */
  readonly waitUntil?: number;
}

export interface Asked extends Omit<Step, 'failed'> {
  readonly counts: Partial<RunCounts>;
}

/** So often in a row may the workspace not answer; then it is left alone until the next run. */
const mostTries = 3;
const firstWait = 5_000;
/** So often in a row may it be too slow: asking for ever less takes long where it does not help. */
const mostSlow = 8;
/** Without a `Retry-After`: the service counts queries in windows of 30 s. */
const usualPause = 30_000;
/** A pause no longer than this is made at once. */
const shortPause = 5_000;

/** One step: at most two queries. Throws StorageUnavailable. */
export async function askNext(
  services: Services,
  ask: AskWorkspace,
  asking: Asking,
  limits: SliceLimits,
  terms: Terms,
): Promise<Asked> {
  const category = categoryNamed(asking.left[0] ?? '');
  // Begun by a version that knew other categories.
  if (!category) return { asking: afterCategory(asking, { kind: 'done' }), counts: {} };
  const slices = asking.slices ?? slicesOf(await terms.rangeOf(category));
  const steps = stepsOf(services, { ...asking, slices }, category, limits, terms);
  const range = nextSlice(slices);
  const got = range ? await fetchSlice(services, ask, category, range, limits) : ({ outcome: 'taken' } as const);
  const { failed = 0, ...step } = await steps(got);
  return { ...step, counts: { ...('answer' in got && got.answer ? countsOf(got.answer) : {}), failed } };
}

/** What each outcome leads to. */
function stepsOf(
  services: Services,
  asking: Asking & { readonly slices: Slices },
  category: Category,
  limits: SliceLimits,
  terms: Terms,
): (got: SliceTaken) => Promise<Step> {
  const { slices } = asking;
  const { slug, table } = category;
  const now = () => services.clock().getTime();
  const looked = (failure?: SourceFailure) =>
    noteLooked(services, { source: 'log-analytics', slug }, services.clock(), failure);

  async function fail(failure: SourceFailure): Promise<Step> {
    await looked(failure);
    return { asking: afterCategory(asking, { kind: 'failed', failure }), failed: 1 };
  }

  async function stop(failure: SourceFailure): Promise<Step> {
    await noteLooked(services, { source: 'log-analytics' }, services.clock(), failure);
    return { asking: stopped(asking, failure), failed: asking.left.length };
  }

  return async (got) => {
    switch (got.outcome) {
      case 'taken': {
        const rest = afterSlice(slices);
        await terms.taken(category, rest.from);
        if (nextSlice(rest)) return { asking: { ...asking, slices: rest, tries: 0, slow: 0 } };
        await looked();
        return { asking: afterCategory(asking, { kind: 'done' }) };
      }
      case 'no-table':
        // Nothing was taken: whoever may not read a table is told that there is none.
        await looked({ class: 'nothing', words: `${table} is not in this workspace.` });
        return { asking: afterCategory(asking, { kind: 'absent' }) };
      case 'too-much': {
        const failure = { class: got.class, words: `${rangeIn(slices)}: ${got.words}.` };
        const slow = got.class === 'unreachable' ? asking.slow + 1 : asking.slow;
        if (slow >= mostSlow) return stop(failure);
        const less = halved(slices);
        // One that says so has answered.
        const tries = got.class === 'unreachable' ? asking.tries : 0;
        return less ? { asking: { ...asking, slices: less, tries, slow } } : fail(failure);
      }
      case 'throttled': {
        const less = halved(slices);
        const tries = less ? 0 : asking.tries + 1;
        if (tries >= mostTries) return fail(got.failure);
        const waitUntil = now() + (got.after ?? usualPause);
        const step = { asking: { ...asking, slices: less ?? slices, tries } };
        if (waitUntil - now() > shortPause || waitUntil > limits.until) return { ...step, waitUntil };
        await sleep(waitUntil - now(), undefined, { signal: limits.signal }).catch(() => {});
        return step;
      }
      case 'unreachable': {
        const tries = asking.tries + 1;
        if (tries >= mostTries) return stop(got.failure);
        return { asking: { ...asking, tries }, waitUntil: now() + firstWait * 2 ** (tries - 1) };
      }
      case 'failed':
        return got.of === 'workspace' ? stop(got.failure) : fail(got.failure);
      case 'aborted':
        return { asking };
    }
  };
}

function rangeIn(slices: Slices): string {
  const { from, until } = nextSlice(slices) ?? { from: slices.from, until: slices.from };
  return `From ${new Date(from).toISOString()} until ${new Date(until).toISOString()}`;
}

function countsOf({ received, stored, duplicate, skipped, rejected }: IngestAnswer): Partial<RunCounts> {
  return { examined: received, stored, duplicate, skipped, rejected };
}
