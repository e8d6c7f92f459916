/** How far a run has come in asking a workspace, category by category: the state it goes on from, and what people see of it. */
import { z } from 'zod';
import type { Report, RunState } from '../../runs/run.ts';
import { type FailureClass, failureClasses, type SourceFailure } from '../../source-failure.ts';
import { nextSlice, slicesSchema } from './slices.ts';

const failureClass = z.enum(Object.keys(failureClasses) as [FailureClass, ...FailureClass[]]);
const slugs = z.array(z.string()).readonly();

export const askingSchema = z
  .object({
    /** Slugs of the categories still to be asked for; the first is under way. */
    left: slugs,
    /** Of the first. */
    slices: slicesSchema.optional(),
    /** How often in a row the workspace did not answer, and how often it was too slow. */
    tries: z.int(),
    slow: z.int(),
    done: z.int(),
    /** Categories whose table the workspace does not have. */
    absent: slugs,
    failed: z.array(z.object({ slug: z.string(), class: failureClass, words: z.string() }).readonly()).readonly(),
    /** Why the workspace was asked nothing more. */
    stopped: z.object({ class: failureClass, words: z.string(), left: z.number() }).readonly().optional(),
  })
  .readonly();
export type Asking = z.infer<typeof askingSchema>;

/** Nothing was asked yet. */
export function beginAsking(left: readonly string[]): Asking {
  return { left, tries: 0, slow: 0, done: 0, absent: [], failed: [] };
}

type End =
  | { readonly kind: 'done' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; failure: SourceFailure };

/** When the category under way has come to its end. */
export function afterCategory({ slices: _, ...asking }: Asking, end: End): Asking {
  const [slug = '', ...left] = asking.left;
  const failed = end.kind === 'failed' ? [{ slug, ...end.failure }] : [];
  return {
    ...asking,
    left,
    tries: 0,
    slow: 0,
    done: asking.done + (end.kind === 'failed' ? 0 : 1),
    absent: end.kind === 'absent' ? [...asking.absent, slug] : asking.absent,
    failed: [...asking.failed, ...failed],
  };
}

/** When it would be in vain to ask the workspace anything more. */
export function stopped({ slices: _, ...asking }: Asking, { class: failed, words }: SourceFailure): Asking {
  const several = asking.left.length === 1 ? '1 category was' : `${asking.left.length} categories were`;
  const { length } = asking.left;
  const said = `${words} ${several} not asked for to the end.`;
  return { ...asking, left: [], stopped: { class: failed, words: said, left: length } };
}

/** For people: how far it is. */
export function progressOf(asking: Asking): RunState {
  const slice = asking.slices && nextSlice(asking.slices);
  const { left, done, absent, failed, stopped: stop } = asking;
  return {
    ...(left[0] === undefined ? {} : { category: left[0] }),
    ...(slice ? { from: isoOf(slice.from), until: isoOf(slice.until) } : {}),
    categoriesDone: done,
    categoriesLeft: left.length + (stop?.left ?? 0),
    notInWorkspace: absent,
    failed: failed.map(({ slug, ...failure }) => ({ category: slug, ...failure })),
  };
}

/** What a run that has asked for everything reports beside its counts. */
export function reportOf({ stopped: stop, failed, absent, done }: Asking): Report {
  const words = failed.map((one) => `${one.slug}: ${one.words}`);
  const worst = stop ?? failed[0];
  if (worst) {
    return { failed: true, reason: { class: worst.class, words: [...(stop ? [stop.words] : []), ...words].join(' ') } };
  }
  if (absent.length === 0 || absent.length < done) return {};
  const none =
    'The workspace has none of the tables: no diagnostic setting of a Communication Services resource sends there.';
  return { reason: { class: 'note', words: none } };
}

const isoOf = (time: number): string => new Date(time).toISOString();
