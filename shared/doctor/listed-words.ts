/** Many names in a sentence. */

/** `a, b and c`; nothing for none. */
export function listedWords(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
