/** Finds one identity, number or address in texts, however it is written there, and puts a placeholder in its place. */
import { lookupForm } from '../storage/lookup-form.ts';

/** What stands where the value was: nobody is found by it. */
export const redacted = 'Redacted';

export interface ValuePattern {
  says(text: string): boolean;
  /** `text`: JSON (kept valid), or anything else. The same text where it does not say the value. */
  redact(text: string): string;
}

/** What is wrong with a value as one that can be erased, with what to do; undefined when nothing is. */
export function valueMistake(value: string): string | undefined {
  const form = lookupForm(value);
  if (value.length > 320) return 'is longer than 320 characters; give one identity, number or address';
  const isNumber = /^\d{5,15}$/.test(form);
  const isAddress = /^[^\s@]+@[^\s@]+$/.test(form);
  const isIp = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:]*:[\da-f:]*:[\da-f:.]*)$/.test(form);
  const isIdentity = form.length >= 8 && /\d/.test(form) && /^[\w.:+-]+$/.test(form);
  if (isNumber || isAddress || isIp || isIdentity) return undefined;
  return 'must be one identity (8:acs:…), telephone number, e-mail or IP address; a communication is purged by id';
}

/** `value`: without a {@link valueMistake}. */
export function valuePattern(value: string): ValuePattern {
  const form = lookupForm(value);
  const pattern = patternOf(form);
  // A name may stand before an address in brackets; a longer text says more than the value.
  const isIt = (text: string) =>
    text.length <= 512 && !/@.*</.test(text) && text.indexOf('<') < 100 && lookupForm(text) === form;
  const inText = (text: string) => (isIt(text) ? redacted : text.replace(pattern, redacted));

  const inJson = (value: unknown): unknown => {
    if (typeof value === 'string') return redact(value);
    if (Array.isArray(value)) return value.map(inJson);
    if (typeof value !== 'object' || value === null || isRawJSON(value)) return numberOf(value);
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [inText(name), inJson(one)]));
  };
  const numberOf = (value: unknown) =>
    typeof value === 'object' && value !== null && 'rawJSON' in value && isIt(String(value.rawJSON)) ? redacted : value;

  function redact(text: string): string {
    if (/^\s*[{[]/.test(text)) {
      const value = parsed(text);
      if (value === undefined) return inText(text);
      const before = JSON.stringify(value);
      const after = JSON.stringify(inJson(value));
      return after === before ? text : after;
    }
    return inText(text);
  }
  return { says: (text) => redact(text) !== text, redact };
}

/** In every Node that runs this; not among TypeScript's own types yet. */
const { rawJSON, isRawJSON } = JSON as unknown as {
  readonly rawJSON: (text: string) => unknown;
  readonly isRawJSON: (value: unknown) => boolean;
};

/** Numbers keep their digits, also those beyond 2^53. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text, (_, value, { source }: { source?: string } = {}) =>
      typeof value === 'number' && source !== undefined ? rawJSON(source) : value,
    );
  } catch {
    return undefined;
  }
}

const prefix = '(?:8:(?:acs|orgid):|acs:|mailto:|tel:|sip:|4:)';

/** What may stand in a text that is not JSON before the value: nothing of a word, or an escaped character. */
const before = '(?:(?<![\\p{L}\\p{N}_])|(?<=\\\\u[0-9a-f]{4}))';

function patternOf(form: string): RegExp {
  if (/^\d{5,15}$/.test(form)) {
    const digits = [...form].join('[\\s().\\-/]{0,2}');
    return new RegExp(`${before}${prefix}?(?:\\+|\\\\u002b|00)?${digits}(?![\\p{L}\\p{N}_])`, 'giu');
  }
  const own = form.includes('@') ? '(?<![\\p{L}\\p{N}_.%+-])' : before;
  return new RegExp(`(?:${before}${prefix}|${own})${RegExp.escape(form)}(?![\\p{L}\\p{N}_]|[.-][\\p{L}\\p{N}])`, 'giu');
}
