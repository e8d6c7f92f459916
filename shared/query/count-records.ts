/** Counts records: all that the range and the categories hold, and those that match. */
import { placeBefore } from './position.ts';
import type { Reading } from './reading.ts';
import type { RecordQuery } from './record-query.ts';
import { scan } from './scan.ts';
import { searchPlan } from './search-plan.ts';

/** `total`: in the range and the categories, whatever the filters. `filtered`: those that match. */
export interface Counts {
  readonly total: number;
  readonly filtered: number;
  /** There are more than were counted: both are lower bounds. */
  readonly totalIsLowerBound?: true;
}

/** Records that are counted at most. */
export const mostCounted = 100_000;

/** Counts the newest first, until the time is up or {@link mostCounted} is reached. */
export async function countRecords(reading: Reading, query: RecordQuery, isLate: () => boolean): Promise<Counts> {
  const { store, now } = reading;
  const matching = new Map(searchPlan(query, reading).searched.map((one) => [one.category.slug, one]));
  const conditionsOf = new Map(query.searched.map(({ category, conditions }) => [category.slug, conditions]));
  const searched = query.categories.map((category) => {
    const match = matching.get(category.slug);
    const conditions = conditionsOf.get(category.slug) ?? [];
    // Of a text in several properties the first decides every comparison that an address can hold; a search needs all.
    const select = ['parts', ...conditions.map(({ column }) => column.name)];
    return {
      category,
      from: Math.max(query.from, reading.notBefore(category)),
      filter: [],
      keep: () => true,
      looksAtLongTexts: match?.looksAtLongTexts ?? false,
      ...(query.search === undefined ? { select } : {}),
    };
  });
  let total = 0;
  let filtered = 0;
  const after = placeBefore(query.until);
  const found = scan({ store, now, searched, after, isLate, pageRows: 1000, mostPageRows: 1000 });
  for await (const step of found.steps) {
    if (step.kind === 'stopped') return { total, filtered, totalIsLowerBound: true };
    const { record } = step.item;
    total += 1;
    if (matching.get(record.category.slug)?.keep(record)) filtered += 1;
    if (total === mostCounted && found.more()) return { total, filtered, totalIsLowerBound: true };
  }
  return { total, filtered };
}
