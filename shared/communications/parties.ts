/** Who takes part: everybody once, put together from all that records say of them. */
import type { PartyTold } from '../categories/part.ts';
import { compareValues } from '../query/sort-key.ts';
import { lookupForm } from '../storage/lookup-form.ts';
import { attachNumbers } from './attach-numbers.ts';
import type { Party } from './communication.ts';
import { partyTypeOf, partyTypes, shownValue } from './party-type.ts';
import type { Telling } from './telling.ts';

/** A party before the directory was asked; `guess`: the role that only its place in a usage record suggests. */
export interface FoldedParty extends Omit<Party, 'person' | 'userField' | 'tags'> {
  readonly guess?: 'from' | 'to';
}

/** The parties in order of their start, then of their values; the same for any order of the records. */
export function partiesOf(tellings: readonly Telling[]): FoldedParty[] {
  const told = tellings.flatMap((telling) => telling.told.parties ?? []);
  return attachNumbers(groupsOf(told)).map(partyOf).sort(byStart);
}

/** Those who share a participant id or a value are one; an endpoint names one only where nothing else does. */
function groupsOf(told: readonly PartyTold[]): PartyTold[][] {
  const groups: (PartyTold[] | undefined)[] = [];
  const placeOf = new Map<string, number>();
  for (const one of told) {
    const names = namesOf(one);
    const places = [...new Set(names.map((name) => placeOf.get(name)).filter((place) => place !== undefined))];
    const [only, ...others] = places;
    const known = only === undefined || others.length > 0 ? undefined : groups[only];
    if (known && only !== undefined) {
      known.push(one);
      for (const name of names) placeOf.set(name, only);
      continue;
    }
    const merged = [...places.flatMap((each) => groups[each] ?? []), one];
    for (const each of places) groups[each] = undefined;
    const place = groups.push(merged) - 1;
    for (const member of merged) for (const name of namesOf(member)) placeOf.set(name, place);
  }
  return groups.filter((group) => group !== undefined);
}

function namesOf({ value, participant, endpoint }: PartyTold): string[] {
  const names = [
    ...(participant === undefined ? [] : [`participant ${participant.toLowerCase()}`]),
    ...(value === undefined ? [] : [`value ${lookupForm(value)}`]),
  ];
  return names.length > 0 || endpoint === undefined ? names : [`endpoint ${endpoint.toLowerCase()}`];
}

function partyOf(group: readonly PartyTold[]): FoldedParty {
  const isPstn = group.some(({ endpointType }) => /^pstn$/i.test(endpointType ?? ''));
  const values = group
    .flatMap(({ value }) => (value === undefined ? [] : [shownValue(value.trim())]))
    // What identifies the leg of a telephone is nobody's identity.
    .filter((value) => !isPstn || partyTypeOf(value) !== 'teams')
    .sort((a, b) => partyTypes.indexOf(partyTypeOf(a)) - partyTypes.indexOf(partyTypeOf(b)) || compareValues(a, b));
  const least = (name: keyof PartyTold) =>
    group
      .map((one) => one[name])
      .filter((value) => typeof value === 'string')
      .sort(compareValues)[0];
  const roles = new Set(group.filter(({ guess }) => !guess).map(({ role }) => role));
  const guesses = new Set(group.filter(({ guess }) => guess).map(({ role }) => role));
  const legs = group.filter(({ seconds }) => seconds !== undefined);
  const ends = new Set(group.map(({ ended }) => ended));
  const [value] = values;
  const last = group
    .filter(({ endReason }) => endReason !== undefined)
    .sort(
      (a, b) => compareValues(b.start ?? '', a.start ?? '') || compareValues(a.endReason ?? '', b.endReason ?? ''),
    )[0];
  return defined({
    value,
    type: partyTypeOf(value),
    role: roles.has('from') ? 'from' : roles.has('to') ? 'to' : undefined,
    guess: guesses.has('from') ? 'from' : guesses.has('to') ? 'to' : undefined,
    joined: group.some(({ joined }) => joined) || undefined,
    name: least('name'),
    participant: least('participant'),
    endpointType: least('endpointType'),
    start: least('start'),
    seconds: legs.length === 0 ? undefined : secondsOf(legs),
    endReason: last?.endReason,
    endSubCode: last?.endSubCode,
    ended: ends.has('failure')
      ? 'failure'
      : ends.has('success')
        ? 'success'
        : ends.has('expected')
          ? 'expected'
          : undefined,
  }) as unknown as FoldedParty;
}

/** Two records of one leg count once. */
function secondsOf(legs: readonly PartyTold[]): number {
  const byLeg = new Map<string, number>();
  for (const { start = '', endpoint = '', seconds = 0 } of legs) {
    const leg = `${start} ${endpoint.toLowerCase()}`;
    byLeg.set(leg, Math.max(byLeg.get(leg) ?? 0, seconds));
  }
  return [...byLeg.values()].reduce((sum, seconds) => sum + seconds, 0);
}

function byStart(a: FoldedParty, b: FoldedParty): number {
  const [left, right] = [a, b].map(({ start, value = '', participant = '' }) =>
    [start ?? '~', value, participant].join('\u0000'),
  );
  return compareValues(left as string, right as string);
}

/** The object without its absent members, which would not survive being stored. */
export function defined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
