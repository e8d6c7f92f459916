/** The one form in which a value is looked up, whatever prefix, case or punctuation it was written with. */

/** A telephone number as people and systems write it, with its scheme; never an IPv4 address. */
const telephone = /^(?!\d{1,3}(?:\.\d{1,3}){3}$)(?:tel:|sip:|4:)?\+?[\d\s().\-/]{5,}$/;

/**
 * `Ann <ann@example.com>` → `ann@example.com` · `8:acs:R_U`, `acs:R_U` → `r_u` · `+1 (833) 555-0142`, `0018335550142`,
 * `tel:+18335550142`, `4:+18335550142` → `18335550142` · everything else trimmed and in lower case.
 * What is written and what is asked for go through this one function, so that they meet.
 */
export function lookupForm(value: string): string {
  const bracketed = /<([^<>]+)>\s*$/.exec(value);
  const bare = (bracketed?.[1] ?? value).trim().toLowerCase();
  const identity = /^(?:8:)?acs:(.+)$/.exec(bare);
  if (identity?.[1]) return identity[1];
  if (telephone.test(bare) && /\d/.test(bare)) return bare.replace(/^4:/, '').replace(/\D/g, '').replace(/^00/, '');
  return bare.replace(/^(mailto:|8:orgid:)/, '');
}
