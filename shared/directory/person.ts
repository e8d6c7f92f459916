/** A person of the directory: what an entry says, and what is taken as one. */
import { z } from 'zod';
import { lookupForm } from '../storage/lookup-form.ts';

export interface Person {
  /** Unique; people choose it, or an import makes it. */
  readonly id: string;
  readonly name: string;
  readonly numbers: readonly string[];
  readonly addresses: readonly string[];
  /** Identities of Communication Services, of Teams and the like. */
  readonly identities: readonly string[];
  /** Tags, divided by commas. */
  readonly userField: string;
  /** false: is found as before, and shown as somebody who has left. */
  readonly active: boolean;
  /** Whom this person does not want to be logged with. */
  readonly ignores: readonly string[];
}

/** What Table Storage takes as a key, less `%`, which a path cannot carry, blanks at the ends, and `.` and `..`. */
const idForm = /^(?!\.{1,2}$)[!"$&-.0->@-[\]-~](?:[ !"$&-.0->@-[\]-~]{0,126}[!"$&-.0->@-[\]-~])?$/;

/** Why a text cannot be the id of a person, with what to do; undefined when it can. */
export function idMistake(id: string): string | undefined {
  if (idForm.test(id)) return undefined;
  return 'must be 1 to 128 printable ASCII characters without / \\ # ? %, none of them a blank at an end; choose another';
}

/** Together they keep every list below the 32,768 characters that a property of a row may have. */
const most = { values: 50, valueCharacters: 320, nameCharacters: 200, userFieldCharacters: 1000 } as const;

const text = (characters: number) =>
  z
    .string({ error: 'must be a text' })
    .trim()
    .max(characters, { error: `must have at most ${characters} characters; shorten it` })
    .refine((value) => !/[\p{Cc}\p{Cs}]/u.test(value), {
      error: 'must have no line break and no control character; take it out',
    });

const value = text(most.valueCharacters).min(1, { error: 'must not be empty; fill it in or leave it out' });

const number = value.refine((given) => /^(?:tel:|4:)?\+?[\d\s().\-/]+$/i.test(given) && isNumber(lookupForm(given)), {
  error: 'must be a telephone number with 3 to 15 digits, such as +18335550142; correct it',
});

const isNumber = (form: string): boolean => /^\d{3,15}$/.test(form);

const address = value.refine((given) => /[^\s@]@[^\s@]/.test(given), {
  error: 'must be an e-mail address, such as ann@example.com; correct it',
});

const listOf = (one: typeof value) =>
  z
    .array(one, { error: 'must be a list of texts, such as ["+18335550142"]' })
    .max(most.values, { error: `must have at most ${most.values} values; leave some out` })
    .overwrite((values) => [...new Set(values)]);

/** A person as the body of a request, whose path has the id. */
export const personBody = z.strictObject({
  name: text(most.nameCharacters)
    .min(1, { error: 'must not be empty; write who it is' })
    .describe('The name that communications show.'),
  numbers: listOf(number).default([]).describe('Telephone numbers, in any way of writing them.'),
  addresses: listOf(address).default([]).describe('E-mail addresses.'),
  identities: listOf(value).default([]).describe('Identities, such as 8:acs:… and 8:orgid:…'),
  userField: text(most.userFieldCharacters).default('').describe('Tags, divided by commas.'),
  active: z
    .boolean({ error: 'must be true or false' })
    .default(true)
    .describe('false: is still found, and shown as somebody who has left.'),
  ignores: listOf(value)
    .default([])
    .describe('Numbers, addresses and identities with which this person is not to be logged.'),
});

/** `a, b ,c` → a, b, c: trimmed, none of them empty, none twice. */
export function tagsOf(userField: string): readonly string[] {
  return [
    ...new Set(
      userField
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ''),
    ),
  ];
}
