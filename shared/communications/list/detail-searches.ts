/** Where the records are looked for that are only a detail of a communication, such as the media statistics of a call. */
import type { Category } from '../../categories/define.ts';
import { allCategories } from '../../categories/index.ts';
import type { KeyKind } from '../../categories/part.ts';
import type { Merge } from '../../query/merge.ts';
import { type Position, placeBefore } from '../../query/position.ts';
import type { Reading } from '../../query/reading.ts';
import type { Row } from '../../query/row-source.ts';
import { scan } from '../../query/scan.ts';
import type { Communication } from '../communication.ts';

/** Details of one category that carry one of a few values. */
export interface DetailSearch {
  readonly category: Category;
  readonly column: string;
  readonly values: readonly string[];
  /** Down to this instant (ms, inclusive). */
  readonly from: number;
  /** Only what is of before this instant (ms). */
  readonly until: number;
}

const hourMs = 3_600_000;
/** Storage takes 15 comparisons in one query, three of which may be those of keys. */
const mostValues = 12;

/** The same each time for the same communication: those around `last` (ms) and before, by so many ids of a kind. */
export function detailSearches(communication: Communication, last: number, mostIds: number): DetailSearch[] {
  const from = Date.parse(communication.start) - hourMs;
  return allCategories.flatMap((category) => {
    const { part } = category;
    if (part === 'none' || !('detailOf' in part)) return [];
    const column = part.detailOf;
    const all = valuesOf(communication, column, mostIds);
    const few = Array.from({ length: Math.ceil(all.length / mostValues) }, (_, at) =>
      all.slice(at * mostValues, (at + 1) * mostValues),
    );
    return few.map((values) => ({ category, column, values, from, until: last + hourMs }));
  });
}

/** What is found, newest first; nothing is asked of storage before the first step. `isLate` is asked before each round. */
export function scanDetails(
  { store, now }: Pick<Reading, 'store' | 'now'>,
  { category, column, values, from, until }: DetailSearch,
  isLate: () => boolean,
  after: Position = placeBefore(until),
): Merge<Row> {
  const filter = [values.map((value) => ({ property: column, operator: 'eq', value }) as const)];
  const searched = { category, from, filter, keep: () => true, looksAtLongTexts: false, select: [column] };
  return scan({ ...{ store, now, searched: [searched], after, isLate }, ...{ pageRows: 1000, mostPageRows: 1000 } });
}

/** The ids that a column can carry, in the letter cases in which they are met. */
function valuesOf({ ids }: Communication, column: string, mostIds: number): string[] {
  const own = ids.filter(({ kind }) => kind === kindIn(column)).slice(0, mostIds);
  return [...new Set(own.flatMap(({ value }) => [value, value.toLowerCase(), value.toUpperCase()]))];
}

/** The kind of key that the column is by itself, wherever it is one. */
function kindIn(column: string): KeyKind | undefined {
  const rules = allCategories.flatMap(({ part }) => (part !== 'none' && 'keys' in part ? part.keys : []));
  return rules.find(({ columns: [only, ...others] }) => only === column && others.length === 0)?.kind;
}
