/** Counts records that are only a detail of a communication, such as the media statistics of a call. */
import type { Category } from '../../categories/define.ts';
import { allCategories } from '../../categories/index.ts';
import type { KeyKind } from '../../categories/part.ts';
import type { Merge } from '../../query/merge.ts';
import { placeBefore } from '../../query/position.ts';
import { deadline, type Reading } from '../../query/reading.ts';
import type { Row } from '../../query/row-source.ts';
import { scan } from '../../query/scan.ts';
import type { Communication } from '../communication.ts';

export interface DetailCount {
  /** Slug. */
  readonly category: string;
  readonly records: number;
  /** There are more than were counted. */
  readonly isLowerBound?: true;
}

const mostCounted = 10_000;
const countMs = 5_000;
const hourMs = 3_600_000;
/** A communication may go on for days; details are looked for in its first ones. */
const mostMs = 48 * hourMs;

/** By category, those that have any: records around its time that carry one of its ids. Throws StorageUnavailable. */
export async function countDetails(reading: Reading, communication: Communication): Promise<DetailCount[]> {
  const counts: DetailCount[] = [];
  for (const { category, found, isCut } of searchedDetails(reading, communication)) {
    let records = 0;
    let isLowerBound = isCut;
    for await (const step of found.steps) {
      if (step.kind === 'stopped') isLowerBound = true;
      else records += 1;
      if (records === mostCounted && found.more()) isLowerBound = true;
      if (records === mostCounted) break;
    }
    if (records > 0 || isLowerBound)
      counts.push({ category: category.slug, records, ...(isLowerBound ? { isLowerBound } : {}) });
  }
  return counts;
}

interface SearchedDetails {
  readonly category: Category;
  readonly found: Merge<Row>;
  /** It goes on for longer than is looked at. */
  readonly isCut: boolean;
}

/** The records of each category that are a detail of a communication, as they are found. */
export function* searchedDetails(reading: Reading, communication: Communication): Generator<SearchedDetails> {
  for (const category of allCategories) {
    const { part } = category;
    if (part === 'none' || !('detailOf' in part)) continue;
    const column = part.detailOf;
    const values = valuesOf(communication, column);
    if (values.size === 0) continue;
    const start = Date.parse(communication.start);
    const last = Math.max(start, Date.parse(communication.end ?? communication.newest));
    const until = Math.min(last, start + mostMs) + hourMs;
    const searched = {
      category,
      from: Math.max(start - hourMs, reading.notBefore(category)),
      filter: [[...values].map((value) => ({ property: column, operator: 'eq', value }) as const)],
      keep: () => true,
      looksAtLongTexts: false,
      select: [column],
    };
    const found = scan({
      ...{ store: reading.store, now: reading.now, searched: [searched], after: placeBefore(until) },
      ...{ isLate: deadline(reading, countMs), pageRows: 1000, mostPageRows: 1000 },
    });
    yield { category, found, isCut: last > start + mostMs };
  }
}

/** The ids that a column can carry, in the letter cases in which they are met. */
function valuesOf({ ids }: Communication, column: string): Set<string> {
  const own = ids.filter(({ kind }) => kind === kindIn(column)).slice(0, 3);
  return new Set(own.flatMap(({ value }) => [value, value.toLowerCase(), value.toUpperCase()]));
}

/** The kind of key that the column is by itself, wherever it is one. */
function kindIn(column: string): KeyKind | undefined {
  const rules = allCategories.flatMap(({ part }) => (part !== 'none' && 'keys' in part ? part.keys : []));
  return rules.find(({ columns: [only, ...others] }) => only === column && others.length === 0)?.kind;
}
