/** Which key names a communication, and where its anchor stands: of its records alone, in whatever order they came. */
import { type KeyKind, keyKinds } from '../../categories/part.ts';
import { type Key, type KeyPlace, keyPlace, keyText } from '../../storage/communication-keys.ts';
import type { Member } from './closure.ts';

const strongest = Object.keys(keyKinds) as readonly KeyKind[];

export interface Identified {
  readonly id: string;
  readonly key: Key;
  readonly place: KeyPlace;
}

/** The smallest key of the strongest kind; its anchor is in the month of the first record that has it. */
export function identify(members: readonly Member[]): Identified {
  const kind = strongest.find((one) => members.some(({ keys }) => keys.some((key) => key.kind === one)));
  let key: Key | undefined;
  let first = Number.POSITIVE_INFINITY;
  for (const { keys, record } of members) {
    for (const one of keys) {
      if (one.kind !== kind || (key && one.hash > key.hash)) continue;
      first = key?.hash === one.hash ? Math.min(first, record.time) : record.time;
      key = one;
    }
  }
  if (!key) throw new Error('a communication without a record has no name');
  return { id: keyText(key, first), key, place: keyPlace(key, first) };
}
