/** Sorts what a scan finds by a value: all matches are looked at, within bounds, and the first ones kept. */
import type { Value } from '../storage/table-store.ts';
import type { Step } from './merge.ts';
import { compareValues } from './sort-key.ts';

/** Matches that can be sorted. */
export const mostSorted = 20_000;

export interface Sortable {
  readonly value: Value | undefined;
  readonly id: string;
}

export interface Sorting {
  readonly descending: boolean;
  /** Matches to keep. */
  readonly most: number;
  /** Only what comes after it. */
  readonly after?: Sortable | undefined;
  /** What is sorted, for the message. */
  readonly what: string;
}

export type Sorted<Match> =
  | { readonly outcome: 'sorted'; readonly rows: readonly Match[] }
  | { readonly outcome: 'narrow-the-range'; readonly detail: string };

/** In the order: by value, ties by id, in both directions; what has no value first when ascending, last when descending. */
export function sortableOrder({ descending }: Pick<Sorting, 'descending'>): (a: Sortable, b: Sortable) => number {
  return (a, b) => {
    const byValue = compareValues(a.value, b.value);
    if (byValue !== 0) return descending ? -byValue : byValue;
    return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
  };
}

/** The first matches in order. Memory holds a few times as many, whatever the number of matches. */
export async function sortMatches<Item, Match extends Sortable>(
  steps: AsyncIterable<Step<Item>>,
  matchOf: (item: Item) => Match,
  sorting: Sorting,
): Promise<Sorted<Match>> {
  const { most, after, what } = sorting;
  const compare = sortableOrder(sorting);
  let kept: Match[] = [];
  let matches = 0;
  for await (const step of steps) {
    if (step.kind === 'stopped') return narrow(`Time ran out after ${matches} matches`);
    matches += 1;
    if (matches > mostSorted) return narrow(`More than ${mostSorted} ${what} match`);
    const match = matchOf(step.item);
    if (after && compare(match, after) <= 0) continue;
    kept.push(match);
    if (kept.length >= 4 * most + 1000) kept = kept.sort(compare).slice(0, most);
  }
  return { outcome: 'sorted', rows: kept.sort(compare).slice(0, most) };
}

function narrow(why: string): Sorted<never> {
  return {
    outcome: 'narrow-the-range',
    detail: `${why}; in an order other than newest first at most ${mostSorted} can be sorted. Choose a shorter range, or a filter that matches less.`,
  };
}
