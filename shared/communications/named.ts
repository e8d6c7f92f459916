/** Gives parties the names and tags that the directory has for them. */
import type { Party } from './communication.ts';
import { defined, type FoldedParty } from './parties.ts';

/** What communications need to know of a person. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly userField: string;
  readonly tags: readonly string[];
}

/** Who a value belongs to. */
export type AskDirectory = (value: string) => KnownPerson | undefined;

export interface NamedParties {
  readonly parties: readonly Party[];
  /** The tags of all parties, each once, in order. */
  readonly tags: readonly string[];
  /** The directory could not be asked, and there was something to ask. */
  readonly missing: boolean;
}

export function named(folded: readonly FoldedParty[], directory: AskDirectory | undefined): NamedParties {
  const parties = folded.map(({ guess: _, ...party }): Party => {
    const person = party.value === undefined ? undefined : directory?.(party.value);
    if (!person) return party;
    const { id, name, userField, tags } = person;
    return defined({
      ...party,
      name: name || party.name,
      person: id,
      userField: userField || undefined,
      tags: tags.length > 0 ? tags : undefined,
    }) as Party;
  });
  const tags = [...new Set(parties.flatMap((party) => party.tags ?? []))].sort();
  return { parties, tags, missing: directory === undefined && folded.some(({ value }) => value !== undefined) };
}
