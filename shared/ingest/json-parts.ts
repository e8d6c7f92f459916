/** Changes the parts of a JSON text and leaves every other character as it was delivered. */
import { elementTexts, memberTexts } from './parse-json.ts';

/**
 * The text of an array or object with each of its elements (members as `"key": value`) as `change` gives it; undefined
 * leaves it out, with its comma. What is neither array nor object stays as it is.
 */
export function changeParts(text: string, change: (part: string) => string | undefined): string {
  const whole = /^[[{]/.test(text) ? elementTexts(text, 0) : undefined;
  if (!whole) return text;
  let changed = '';
  let end = 1;
  let first = true;
  for (const part of whole.elements) {
    const start = text.indexOf(part, end);
    const kept = change(part);
    if (kept !== undefined) {
      // What stands before the first that is kept has a comma when others were left out.
      const between = text.slice(end, start);
      changed += (first ? between.replace(',', '') : between) + kept;
      first = false;
    }
    end = start + part.length;
  }
  return text.charAt(0) + changed + text.slice(end);
}

/** As {@link changeParts}, of an object by the names of its members and the texts of their values. */
export function changeMembers(text: string, change: (name: string, value: string) => string | undefined): string {
  return changeParts(text, (part) => {
    const [member] = memberTexts(`{${part}}`) ?? [];
    if (!member) return undefined;
    const value = change(member.name, member.text);
    return value === undefined ? undefined : part.slice(0, part.length - member.text.length) + value;
  });
}
