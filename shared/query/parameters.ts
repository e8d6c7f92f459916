/** Reads the parameters of a query string one by one and collects every mistake, so that one answer names them all. */
import { readTime } from '../categories/read-time.ts';
import { Unreadable } from '../categories/read-value.ts';
import type { Issue } from '../issue.ts';

export interface ParameterReader {
  readonly issues: Issue[];
  /** The value of a parameter that is given once; undefined when it is absent, or wrong, which is an issue. */
  one<T>(name: string, read: (text: string) => T | Unreadable): T | undefined;
}

export function parameterReader(params: URLSearchParams): ParameterReader {
  const issues: Issue[] = [];
  return {
    issues,
    one(name, read) {
      const given = params.getAll(name);
      const [text] = given;
      if (text === undefined) return undefined;
      if (given.length > 1) {
        issues.push({ path: name, message: `is given ${given.length} times; give it once` });
        return undefined;
      }
      const value = read(text);
      if (!(value instanceof Unreadable)) return value;
      issues.push({ path: name, message: value.message });
      return undefined;
    },
  };
}

/** A whole number within bounds. */
export function wholeNumber(least: number, most: number): (text: string) => number | Unreadable {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return number >= least && number <= most
      ? number
      : new Unreadable(`must be a whole number from ${least} to ${most}`);
  };
}

export function flag(text: string): boolean | Unreadable {
  if (/^(true|1)$/i.test(text)) return true;
  return /^(false|0)$/i.test(text) ? false : new Unreadable('must be true or false');
}

export function oneOf<T extends string>(words: readonly T[]): (text: string) => T | Unreadable {
  return (text) => words.find((word) => word === text.toLowerCase()) ?? new Unreadable(`must be ${words.join(' or ')}`);
}

export function filledText(text: string): string | Unreadable {
  return text.trim() === '' ? new Unreadable('must not be empty') : text;
}

/** A `+` in a query string means a blank; the one before an offset from UTC was meant. */
export function withOffsetSign(text: string): string {
  return text.trim().replace(/(:\d\d(?:[.,]\d+)?) (\d\d:?\d\d)$/, '$1+$2');
}

/** An instant or a date, as UTC text with three to seven fractional digits. */
export function instant(text: string): string | Unreadable {
  return (
    readTime(withOffsetSign(text)) ??
    new Unreadable('must be an instant or a date in UTC, such as 2026-03-01T10:00:00Z or 2026-03-01')
  );
}
