/** The names that a stored communication has, for when the directory cannot be asked: nothing is replaced with less. */
import type { AskDirectory } from '../named.ts';
import type { StoredCommunication } from './communication-row.ts';

export interface KeptNames {
  readonly ask: AskDirectory;
  /** Whether a value was asked for of which nothing is known. */
  readonly isMissing: () => boolean;
}

/** Undefined where nothing is stored. A value without a person was looked up, unless what is stored waits for that. */
export function keptNames(stored: readonly StoredCommunication[]): KeptNames | undefined {
  if (stored.length === 0) return undefined;
  const known = new Map<string, ReturnType<AskDirectory>>();
  for (const { communication } of stored) {
    for (const { value, person, name = '', userField = '', tags = [] } of communication.parties) {
      if (value === undefined) continue;
      if (person !== undefined) known.set(value, { id: person, name, userField, tags });
      else if (communication.outcome !== 'WAIT_LOOKUP' && !known.has(value)) known.set(value, undefined);
    }
  }
  let missing = false;
  return {
    ask(value) {
      if (!known.has(value)) missing = true;
      return known.get(value);
    },
    isMissing: () => missing,
  };
}
