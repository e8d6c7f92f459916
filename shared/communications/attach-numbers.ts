/** Gives telephone lines their numbers: the summary of a telephone has no number, and its usage nothing else. */
import type { PartyTold } from '../categories/part.ts';
import { isNumber } from './party-type.ts';

type Group = PartyTold[];
type Seat = 'from' | 'to';

/** Lines and numbers that are sure to be one are put together; where more than one way is possible, none. */
export function attachNumbers(groups: readonly Group[]): Group[] {
  const pairs = pairsOf(groups);
  const paired = new Set(pairs.flat());
  return [...groups.filter((group) => !paired.has(group)), ...pairs.map(([line, number]) => [...line, ...number])];
}

function pairsOf(groups: readonly Group[]): (readonly [Group, Group])[] {
  const numbers = groups.filter((group) => group.every(({ value, endpointType }) => isNumber(value) && !endpointType));
  const nameless = groups.filter((group) => group.every(({ value }) => value === undefined)).toSorted(byTurn);
  const telephones = nameless.filter((group) => group.some(({ endpointType }) => /^pstn$/i.test(endpointType ?? '')));
  const [line, ...more] = telephones;
  const [number, ...others] = numbers;
  if (line && more.length === 0 && number && others.length === 0) return [[line, number]];
  const [from, to] = [seated(numbers, 'from'), seated(numbers, 'to')];
  if (line && more.length === 0) {
    const seat = isCaller(line, groups) || from?.some(({ role, guess }) => role && !guess) ? from : to;
    return seat ? [[line, seat]] : [];
  }
  // A call of two, of whom only usage knows the numbers.
  const [first, second] = nameless;
  const isOfTwo = groups.length === 4 && nameless.length === 2 && from && to && from !== to;
  return isOfTwo && first && second && byTurn(first, second) !== 0
    ? [
        [first, from],
        [second, to],
      ]
    : [];
}

/** Of an event's word first, else of the place in a usage record; undefined where several sit there. */
function seated(numbers: readonly Group[], seat: Seat): Group | undefined {
  for (const guessed of [undefined, true]) {
    const there = numbers.filter((group) => group.some(({ role, guess }) => role === seat && guess === guessed));
    if (there.length > 0) return there.length === 1 ? there[0] : undefined;
  }
  return undefined;
}

function isCaller(line: Group, groups: readonly Group[]): boolean {
  if (hasSeat(line, 'from')) return true;
  const others = groups.filter((group) => group !== line).map(startOf);
  return startOf(line) < (others.sort()[0] ?? '~');
}

/** Negative: `a` was there first. */
function byTurn(a: Group, b: Group): number {
  if (hasSeat(a, 'from') !== hasSeat(b, 'from')) return hasSeat(a, 'from') ? -1 : 1;
  const [left, right] = [startOf(a), startOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function hasSeat(group: Group, seat: Seat): boolean {
  return group.some(({ role, guess }) => role === seat && !guess);
}

function startOf(group: Group): string {
  return group.flatMap(({ start }) => (start === undefined ? [] : [start])).sort()[0] ?? '~';
}
