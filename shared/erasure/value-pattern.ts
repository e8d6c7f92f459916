/** Finds one identity, number or address in texts, however it is written there, and puts a placeholder in its place. */
import { lookupForm } from '../storage/lookup-form.ts';
import { isRawNumber, parseRaw } from './raw-json.ts';

/** What stands where the value was, where nothing else is said: it stands for no one. */
export const redacted = 'Redacted';

export interface ValuePattern {
  /** What {@link redact} puts in the place of the value. */
  readonly placeholder: string;
  /** The same value with another placeholder. */
  as(placeholder: string): ValuePattern;
  says(text: string): boolean;
  /** `text`: JSON (kept valid), or anything else. The same text where it does not say the value. */
  redact(text: string): string;
}

/** An id alone may be that of anything: identities say what they are, or consist of two ids. */
const identity = /^(?:\d{1,2}:|acs:)|^[\da-f]{8}-[\da-f-]{27}_[\da-f]{8}-[\da-f-]{27}$/i;

/** A whole number with fewer digits counts something. */
const fewestDigits = 10;

/** What is wrong with a value as one that can be erased, with what to do; undefined when nothing is. */
export function valueMistake(value: string): string | undefined {
  const form = lookupForm(value);
  if (value.length > 320) return 'is longer than 320 characters; give one identity, number or address';
  // A short code is a service's, and a shorter number counts something.
  const isNumber = /^\d{7,15}$/.test(form) && !/^\s*\d{4}-\d\d-\d\d/.test(value);
  const isAddress = /^[^\s@"<>,;()[\]]+@[\p{L}\p{N}_-]+(?:[.-][\p{L}\p{N}_-]+)*$/u.test(form);
  const isIp = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*:[\da-f]*:[\da-f:.]*[\da-f])$/.test(form);
  const isIdentity = identity.test(value.trim()) && /^[\p{L}\p{N}_.+-]+$/u.test(form) && form.length >= 8;
  if ((isNumber || isAddress || isIp || isIdentity) && !/^(?:0|-)*$/.test(form)) return undefined;
  return 'must be one identity (8:acs:… or 8:orgid:…), a telephone number with its country, an e-mail or an IP address; a communication is purged by id';
}

/** `value`: without a {@link valueMistake}. */
export function valuePattern(value: string, placeholder: string = redacted): ValuePattern {
  const form = lookupForm(value);
  const pattern = patternOf(form);
  // A name may stand before an address in brackets; a longer text says more than the value.
  const isIt = (text: string) =>
    text.length <= 512 && !/@.*</.test(text) && text.indexOf('<') < 100 && lookupForm(text) === form;
  const isNumber = (text: string) => text.length >= fewestDigits && isIt(text);
  const inText = (text: string) => (isIt(text) ? placeholder : text.replace(pattern, placeholder));

  const inJson = (value: unknown): unknown => {
    if (typeof value === 'string') return redact(value);
    if (Array.isArray(value)) return value.map(inJson);
    if (typeof value !== 'object' || value === null || isRawNumber(value)) return numberOf(value);
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [inText(name), inJson(one)]));
  };
  const numberOf = (value: unknown) => (isRawNumber(value) && isNumber(value.rawJSON) ? placeholder : value);

  function redact(text: string): string {
    if (/^\s*[{[]/.test(text)) {
      const value = parseRaw(text);
      if (value === undefined) return inText(text);
      const before = JSON.stringify(value);
      const after = JSON.stringify(inJson(value));
      return after === before ? text : after;
    }
    return inText(text);
  }
  return { placeholder, says: (text) => redact(text) !== text, redact, as: (other) => valuePattern(value, other) };
}

const prefix = '(?:8:(?:acs|orgid):|acs:|mailto:|tel:|sip:|4:)';

/** What may stand before the value: nothing of a word, or a character that is escaped as in JSON or in an address. */
const before = '(?:(?<![\\p{L}\\p{N}_])|(?<=\\\\u[0-9a-f]{4}|%[0-9a-f]{2}))';

/** The same before a value that may hold dots and hyphens itself. */
const apart = '(?:(?<![\\p{L}\\p{N}_.+-])|(?<=\\\\u[0-9a-f]{4}|%[0-9a-f]{2}))';

function patternOf(form: string): RegExp {
  if (/^\d{7,15}$/.test(form)) {
    const digits = [...form].join('[\\s().\\-/]{0,2}');
    return new RegExp(`${before}${prefix}?(?:\\+|\\\\u002b|%2b|00)?${digits}(?![\\p{L}\\p{N}_])`, 'giu');
  }
  const escaped = form.split('@').map(RegExp.escape).join('(?:@|%40)');
  // An address with colons goes on behind one.
  const joints = form.includes(':') ? '.+:-' : '.+-';
  const end = `(?![\\p{L}\\p{N}_]|[${joints}]+[\\p{L}\\p{N}_])`;
  return new RegExp(`(?:${before}${prefix}|${apart})${escaped}${end}`, 'giu');
}
