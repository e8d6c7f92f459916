/** Where the pointers of a communication stand. */
import { allCategories } from '../../categories/index.ts';
import type { KeyKind } from '../../categories/part.ts';
import { followerPlace, type KeyPlace, keyPlace } from '../../storage/communication-keys.ts';
import { partOf } from '../telling.ts';
import type { Closure } from './closure.ts';
import { placeText } from './pointers.ts';

/** By which kinds of key records follow others. */
const followed: ReadonlySet<KeyKind> = new Set(
  allCategories.flatMap((category) => {
    const part = partOf({ category });
    return part?.follows && part.keys[0] ? [part.keys[0].kind] : [];
  }),
);

/** One for each key and month, and one for each key that none has who opens a communication. */
export function placesOf({ members, spans }: Closure): KeyPlace[] {
  const places = new Map<string, KeyPlace>();
  const add = (place: KeyPlace) => places.set(placeText(place), place);
  for (const { keys, record } of members) for (const key of keys) add(keyPlace(key, record.time));
  for (const { key, unbounded } of spans) if (unbounded && followed.has(key.kind)) add(followerPlace(key));
  return [...places.values()];
}

/** Where something may lead to those who follow, and came first. */
export function followerPlacesOf({ spans }: Closure): KeyPlace[] {
  return spans.filter(({ key }) => followed.has(key.kind)).map(({ key }) => followerPlace(key));
}
