/** Counts records that are only a detail of a communication, such as the media statistics of a call. */
import { deadline, type Reading } from '../../query/reading.ts';
import type { Communication } from '../communication.ts';
import { detailSearches, scanDetails } from './detail-searches.ts';

export interface DetailCount {
  /** Slug. */
  readonly category: string;
  readonly records: number;
  /** There are more than were counted. */
  readonly isLowerBound?: true;
}

const mostCounted = 10_000;
const countMs = 5_000;
/** A communication may go on for days, and have ids without end: some of its details say enough of it. */
const mostMs = 48 * 3_600_000;
/** In three letter cases each they are one search. */
const mostIds = 3;

/** By category, those that have any: records around its time that carry one of its ids. Throws StorageUnavailable. */
export async function countDetails(reading: Reading, communication: Communication): Promise<DetailCount[]> {
  const counts: DetailCount[] = [];
  const start = Date.parse(communication.start);
  const last = Math.max(start, Date.parse(communication.end ?? communication.newest));
  const isCut = last > start + mostMs;
  for (const search of detailSearches(communication, Math.min(last, start + mostMs), mostIds)) {
    const { category, from } = search;
    const shown = { ...search, from: Math.max(from, reading.notBefore(category)) };
    const found = scanDetails(reading, shown, deadline(reading, countMs));
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
