/** Reads words of a closed list, several with commas, in any letter case, and guesses which was meant. */
import { Unreadable } from '../categories/read-value.ts';
import { nearestName } from './nearest-name.ts';

/** The words named, each once, in the order of the list. */
export function wordsOf<T extends string>(words: readonly T[]): (text: string) => readonly T[] | Unreadable {
  return (text) => {
    const chosen = new Set<T>();
    for (const given of text.split(',').map((one) => one.trim())) {
      const word = words.find((one) => one.toLowerCase() === given.toLowerCase());
      if (word === undefined) return new Unreadable(noWord(given, words));
      chosen.add(word);
    }
    return words.filter((word) => chosen.has(word));
  };
}

/** One word. */
export function wordOf<T extends string>(words: readonly T[]): (text: string) => T | Unreadable {
  return (text) => {
    const given = text.trim();
    return words.find((one) => one.toLowerCase() === given.toLowerCase()) ?? new Unreadable(noWord(given, words));
  };
}

function noWord(given: string, words: readonly string[]): string {
  const nearest = given === '' ? undefined : nearestName(given, words);
  const guess = nearest ? `; did you mean ${nearest}?` : '';
  return `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}${guess}`;
}
