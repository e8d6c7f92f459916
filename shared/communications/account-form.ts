/** The one form of an account: roads write a number with and without its plus, a domain in any letter case. */
import { lookupForm } from '../storage/lookup-form.ts';
import { partyTypeOf } from './party-type.ts';

export function accountForm(account: string): string {
  return partyTypeOf(account) === 'phone' ? `+${lookupForm(account)}` : account.trim().toLowerCase();
}
