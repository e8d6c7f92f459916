/** One text for JSON values that say the same: for comparing only, never for showing. */
import { nameForm } from '../categories/columns.ts';
import { parseExact } from './parse-json.ts';

/**
 * The same text whatever the order and spelling of keys, numbers as text or not, and empty values written or left out.
 * What is nested too deep for that is compared as it is.
 */
export function canonicalJson(text: string): string {
  try {
    return canonical(parseExact(text));
  } catch (error) {
    if (error instanceof RangeError) return text;
    throw error;
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) {
    const scalar = String(value).trim();
    return scalar === '' || scalar === 'null' ? '' : JSON.stringify(scalar);
  }
  const members = Object.entries(value).map(
    ([key, inner]) => [JSON.stringify(nameForm(key)), canonical(inner)] as const,
  );
  const said = members.filter(([, inner]) => inner !== '').map(([key, inner]) => `${key}:${inner}`);
  return `{${said.sort().join()}}`;
}
