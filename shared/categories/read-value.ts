/** Turns a delivered JSON value into a column's value, whatever type the sender chose for it. */
import type { Column, ColumnType } from './columns.ts';
import { readTime } from './read-time.ts';

/**
 * A column's value in memory: `long` is a bigint only beyond ±2^53, `time` is UTC text, `json` is the JSON of what came,
 * or the text as it came (roads write JSON as text, and some write plain text where JSON belongs).
 */
export type ColumnValue = string | number | bigint | boolean;

/** Why a delivered value cannot be the column's. */
export class Unreadable {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** Reads one delivered value; undefined: absent. */
export type Reader = (value: unknown) => ColumnValue | undefined | Unreadable;

/** Part of the language since ES2026; TypeScript's libraries do not know it yet. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/**
 * A JSON text in which whole numbers beyond ±2^53 (bigint) keep their digits.
 * Throws RangeError for what is nested thousands deep.
 */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // A bigint is the only TypeError that parsed JSON can cause; a replacer costs several times the plain way.
    if (!(error instanceof TypeError)) throw error;
    return JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? rawJSON(String(inner)) : inner));
  }
}

/**
 * The reader of a column. `null`, `"null"` and undefined are absent for every type; empty text is a value for text
 * columns only (Log Analytics writes it where a number is absent).
 */
export function readerOf(column: Column): Reader {
  const read = readers[column.type];
  const { form } = column;
  const spelled = column.vocabulary.length === 0 ? form : spelling(column.vocabulary);
  return (value) => {
    if (value === null || value === undefined || value === 'null') return undefined;
    const result = read(value);
    return spelled && typeof result === 'string' && result !== '' ? spelled(result) : result;
  };
}

/** Letter case is all that may differ; what already has the documented spelling is found without folding it. */
function spelling(vocabulary: readonly string[]): (value: string) => string {
  const documented = new Set(vocabulary);
  const folded = new Map(vocabulary.map((value) => [value.toLowerCase(), value]));
  return (value) => (documented.has(value) ? value : (folded.get(value.toLowerCase()) ?? value));
}

const readers: Readonly<Record<ColumnType, Reader>> = {
  text: readText,
  id: (value) => (typeof value === 'string' ? placeholderFree(value.trim()) : readText(value)),
  word: (value) => (typeof value === 'string' ? placeholderFree(value.trim()) : readText(value)),
  int: readNumber,
  real: readNumber,
  long: readLong,
  bool: readBool,
  time: (value) => {
    if (typeof value === 'string' && value.trim() === '') return undefined;
    const instant = typeof value === 'string' ? readTime(value) : undefined;
    return instant ?? new Unreadable(`not a time: ${shown(value)}; write it as 2025-06-01T10:00:00.123Z`);
  },
  json: (value) => (value === '' ? undefined : typeof value === 'string' ? value : readJson(value)),
};

/** Blanks around `null` make it no less a placeholder. */
function placeholderFree(value: string): string | undefined {
  return value === 'null' ? undefined : value;
}

function readText(value: unknown): string | Unreadable {
  if (typeof value === 'string') return value;
  // Azure Monitor writes truth values in text columns with a capital letter.
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return readJson(value);
}

function readJson(value: unknown): string | Unreadable {
  try {
    return jsonText(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Unreadable('nested too deeply to be kept');
  }
}

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
/** What .NET writes for a number that is none. */
const noNumber = /^(?:NaN|[+-]?Infinity|null)?$/;

function readNumber(value: unknown): number | undefined | Unreadable {
  // JSON can write a number beyond a double's range, which reads as infinite.
  if (typeof value === 'number') return Number.isFinite(value) ? value : new Unreadable('not a number: out of range');
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string') {
    const text = value.trim();
    if (noNumber.test(text)) return undefined;
    const number = decimal.test(text) ? Number(text) : Number.NaN;
    if (Number.isFinite(number)) return number;
  }
  return new Unreadable(`not a number: ${shown(value)}`);
}

function readLong(value: unknown): number | bigint | undefined | Unreadable {
  const digits = typeof value === 'bigint' ? String(value) : typeof value === 'string' ? value.trim() : undefined;
  if (digits !== undefined && /^[+-]?\d{16,}$/.test(digits)) {
    // More than twenty characters cannot be 64 bits, and reading millions of digits would take long.
    const exact = digits.length > 20 ? undefined : BigInt(digits);
    if (exact === undefined || BigInt.asIntN(64, exact) !== exact) {
      return new Unreadable(`not a whole number of 64 bits: ${shown(value)}`);
    }
    return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
  }
  const number = readNumber(value);
  if (typeof number !== 'number') return number;
  // A duration may come with a fraction where the table has a whole number; the fraction is less than its unit.
  const whole = Math.trunc(number);
  return Number.isSafeInteger(whole) ? whole : new Unreadable(`not a whole number: ${shown(value)}`);
}

function readBool(value: unknown): boolean | undefined | Unreadable {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (text === '' || text === 'null') return undefined;
  if (text === 'true' || text === '1' || text === 1) return true;
  if (text === 'false' || text === '0' || text === 0) return false;
  return new Unreadable(`neither true nor false: ${shown(value)}`);
}

/** A value in a message: short, and never the whole of a long text. */
function shown(value: unknown): string {
  if (typeof value === 'object') return Array.isArray(value) ? 'an array' : 'an object';
  const text = String(value);
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
