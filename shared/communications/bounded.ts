/** Keeps what a record tells within bounds, so that one record cannot move or swell its communication without end. */
import type { Told } from '../categories/part.ts';

const dayMs = 86_400_000;

/** Moments that a record can speak of: clocks that were never set say the year 1, or 3000. */
const earliestMs = 366 * dayMs;
const latestMs = dayMs;
/** Characters of a text that is told; the record has the whole. */
const longestText = 1000;
const mostListed = 100;
const moments = new Set(['at', 'start', 'end']);

/** `time`: of the record, ms. */
export function bounded(told: Told, time: number): Told {
  return cut(told, time) as Told;
}

function cut(value: unknown, time: number): unknown {
  if (typeof value === 'string') return value.length > longestText ? `${value.slice(0, longestText)}…` : value;
  if (Array.isArray(value)) return value.slice(0, mostListed).map((one) => cut(one, time));
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value)
    .filter(([name, one]) => !moments.has(name) || typeof one !== 'string' || isPossible(one, time))
    .map(([name, one]) => [name, cut(one, time)]);
  return Object.fromEntries(members);
}

function isPossible(moment: string, time: number): boolean {
  const at = Date.parse(moment);
  return at >= time - earliestMs && at <= time + latestMs;
}
