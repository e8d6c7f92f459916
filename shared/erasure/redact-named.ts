/** Puts a placeholder in the place of what stands under some names in a JSON text, wherever in it they are. */
import { isRawNumber, parseRaw } from './raw-json.ts';

/** The same text where none of the names is there, or where it is no JSON. */
export function redactNamed(text: string, isNamed: (name: string) => boolean, placeholder: string): string {
  let changed = false;
  const within = (value: unknown): unknown => {
    if (typeof value === 'string') return /^\s*[{[]/.test(value) ? redactNamed(value, isNamed, placeholder) : value;
    if (Array.isArray(value)) return value.map(within);
    if (typeof value !== 'object' || value === null || isRawNumber(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => {
        if (typeof one !== 'string' || !isNamed(name)) return [name, within(one)];
        changed = true;
        return [name, placeholder];
      }),
    );
  };
  const value = parseRaw(text);
  if (value === undefined) return text;
  const before = JSON.stringify(value);
  const after = JSON.stringify(within(value));
  return changed || after !== before ? after : text;
}
