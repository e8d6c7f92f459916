/** Whether a text carries a value that was erased: every string in it, and every piece of those, is looked at. */
import type { LookupHash } from '../storage/lookup-hash.ts';
import { candidateValues } from './candidate-values.ts';
import type { ErasedValues } from './erased-values.ts';

const fewestCharacters = 5;
/** A whole number with fewer digits counts something. */
const fewestDigits = 10;

/**
 * The latest instant (ms) until which something in the texts is not taken; undefined where nothing in them was erased. Texts
 * are JSON, or anything else. Nothing is done while nothing was erased.
 */
export function erasedIn(texts: readonly string[], erased: ErasedValues, hashOf: LookupHash): number | undefined {
  if (erased.size === 0) return undefined;
  let until: number | undefined;
  const seen = new Set<string>();
  const look = (value: string) => {
    if (value.length < fewestCharacters || seen.has(value)) return;
    seen.add(value);
    const at = erased.get(hashOf(value));
    if (at !== undefined) until = Math.max(until ?? at, at);
  };
  for (const text of texts)
    for (const leaf of leavesOf(text)) for (const candidate of candidateValues(leaf)) look(candidate);
  return until;
}

/** The strings and long numbers of a JSON text, those of JSON texts inside it too; of another text, itself. */
function* leavesOf(text: string): Generator<string> {
  const value = /^\s*[{["]/.test(text) ? parsed(text) : undefined;
  if (value === undefined) yield text;
  else yield* leavesIn(value);
}

function* leavesIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (/^\s*[{[]/.test(value)) yield* leavesOf(value);
    else yield value;
  } else if (typeof value === 'number') {
    if (String(value).length >= fewestDigits) yield String(value);
  } else if (Array.isArray(value)) for (const one of value) yield* leavesIn(one);
  else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) {
      yield name;
      yield* leavesIn(one);
    }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
