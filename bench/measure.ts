/** What a bench says: one line per figure, against its budget. */

export interface Measure {
  readonly what: string;
  /** The figure in words: a ratio, a count, memory; times only beside them. */
  readonly measured: string;
  readonly budget: string;
  readonly met: boolean;
}

/** A bench is a file with this export; `run.ts` gives each a process of its own. */
export type Bench = () => Promise<readonly Measure[]>;

/** Seconds that `work` takes. */
export async function secondsOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** The middle one of several figures; of an even number the mean of the two in the middle. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [below, above] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return ((below ?? Number.NaN) + (above ?? Number.NaN)) / 2;
}

/** A ratio as the tables show it. */
export function times(ratio: number): string {
  return `${ratio.toFixed(2)} ×`;
}
