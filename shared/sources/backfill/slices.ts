/** How a range is cut into slices: it is begun whole, and halved in time where a slice is too much. */
import { z } from 'zod';
import type { Range } from '../kql.ts';

/** What of a range is still to be taken: from `from` to the last of `ends`, then on to the one before it. In ms. */
export const slicesSchema = z.object({ from: z.int(), ends: z.array(z.int()).readonly() }).readonly();
export type Slices = z.infer<typeof slicesSchema>;

/** No slice is cut shorter, in ms. */
export const shortest = 1000;

/** The slices of a range that nothing was taken of. */
export function slicesOf({ from, until }: Range): Slices {
  return { from, ends: until > from ? [until] : [] };
}

/** The slice to be taken next, the oldest; undefined when all is taken. */
export function nextSlice({ from, ends }: Slices): Range | undefined {
  const until = ends.at(-1);
  return until === undefined ? undefined : { from, until };
}

/** When the next slice was taken. */
export function afterSlice({ from, ends }: Slices): Slices {
  return { from: ends.at(-1) ?? from, ends: ends.slice(0, -1) };
}

/**
 * When the next slice is too much: its older half comes next. Cut at whole milliseconds, as records are told apart, so that
 * equal rows are never in two slices. Undefined when it cannot be cut.
 */
export function halved(slices: Slices): Slices | undefined {
  const slice = nextSlice(slices);
  if (slice === undefined || slice.until - slice.from <= shortest) return undefined;
  return { from: slices.from, ends: [...slices.ends, slice.from + Math.floor((slice.until - slice.from) / 2)] };
}
