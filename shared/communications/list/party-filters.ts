/** Filters by who takes part: numbers, addresses and identities, in any of the forms in which people write them. */
import { Unreadable } from '../../categories/read-value.ts';
import { lookupForm } from '../../storage/lookup-form.ts';
import type { Communication, PartyType } from '../communication.ts';
import { partyTypeOf } from '../party-type.ts';

type Matches = (communication: Communication) => boolean;

/** A number, as people write it; `*` at either end stands for any digits. */
export function numberFilter(text: string): Matches | Unreadable {
  const given = text.trim();
  const [starts, ends] = [given.startsWith('*'), given.length > 1 && given.endsWith('*')];
  const bare = given.slice(starts ? 1 : 0, ends ? -1 : undefined).trim();
  const written = /^(?:tel:|sip:|4:)?(\+?[\d\s().\-/]*\d[\d\s().\-/]*)$/i.exec(bare)?.[1];
  const digits = (written ?? '').replace(/\D/g, '');
  if (written === undefined || digits.length > 20)
    return new Unreadable('must be a telephone number such as +18335550142, with * at either end for any digits');
  const wanted = starts ? digits : digits.replace(/^00/, '');
  return someParty('phone', (form) => {
    if (starts && ends) return form.includes(wanted);
    if (starts) return form.endsWith(wanted);
    return ends ? form.startsWith(wanted) : form === wanted;
  });
}

export function addressFilter(text: string): Matches | Unreadable {
  const wanted = lookupForm(text);
  if (!/^[^\s@]+@[^\s@]+$/.test(wanted)) return new Unreadable('must be an e-mail address such as ann@example.com');
  return someParty('email', (form) => form === wanted);
}

export function identityFilter(text: string): Matches | Unreadable {
  const wanted = lookupForm(text);
  if (wanted === '') return new Unreadable('must not be empty');
  return someParty(undefined, (form) => form === wanted);
}

/** Recipients of whom only a delivery tells count too. */
function someParty(type: PartyType | undefined, matches: (form: string) => boolean): Matches {
  return ({ parties, delivery }) =>
    [...parties.map(({ value }) => value), ...(delivery?.recipients ?? []).map(({ recipient }) => recipient)].some(
      (value) =>
        value !== undefined && (type === undefined || partyTypeOf(value) === type) && matches(lookupForm(value)),
    );
}
