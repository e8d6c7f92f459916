/** What kind of value names a party, and how it is shown. */
import { lookupForm } from '../storage/lookup-form.ts';
import type { PartyType } from './communication.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The best first, where several values name one party. */
export const partyTypes: readonly PartyType[] = ['phone', 'email', 'acs', 'teams', 'bot', 'other'];

export function partyTypeOf(value: string | undefined): PartyType {
  if (value === undefined) return 'other';
  if (/^(8:)?acs:/i.test(value)) return 'acs';
  if (/^28:/.test(value)) return 'bot';
  if (/^8:orgid:/i.test(value) || guid.test(value)) return 'teams';
  if (value.includes('@') && !/^19:/.test(value)) return 'email';
  return /^\d{5,15}$/.test(lookupForm(value)) ? 'phone' : 'other';
}

/** A telephone number, or the number of an extension: too short to be looked up in every way of writing. */
export function isNumber(value: string | undefined): boolean {
  return partyTypeOf(value) === 'phone' || /^(4:)?\+?\d{1,15}$/.test(value?.trim() ?? '');
}

/** A value without the prefixes of raw ids: `4:+1…` → `+1…`, `8:acs:…` → `acs:…`. */
export function shownValue(value: string): string {
  return value.replace(/^4:/, '').replace(/^8:(?=acs:)/, '');
}
