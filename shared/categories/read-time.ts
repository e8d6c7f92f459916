/** Reads the spellings of an instant that diagnostic logs carry. */

/** Seven fractional digits are what .NET and Azure Monitor write; more are cut off, never rounded. */
const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(Z|UTC|[+-]\d\d(?::?[0-5]\d)?)?)?$/i;
/** Exports of the Azure portal's grid: `5/25/2023, 5:43:25.746 PM` (month first, UTC). */
const grid = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),?\s+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d+))?)?\s*([AP])\.?M\.?$/i;

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/**
 * An instant as `2025-06-01T10:00:00.123Z`: UTC, three to seven fractional digits as delivered (zeros beyond the third are
 * dropped). A text without an offset is UTC, as everywhere in Azure Monitor. Undefined when it is no instant.
 */
export function readTime(value: string): string | undefined {
  const usual = readUsual(value);
  if (usual !== undefined) return usual;
  const text = value.trim();
  const match = iso.exec(text);
  if (match) {
    const [, y, mo, d, h = '0', mi = '0', s = '0', fraction = '', zone = 'Z'] = match;
    return instant(Number(y), Number(mo), Number(d), Number(h), Number(mi), Number(s), fraction, offsetMinutes(zone));
  }
  const cell = grid.exec(text);
  if (!cell) return undefined;
  const [, mo, d, y, h = '0', mi = '0', s = '0', fraction = '', half = 'A'] = cell;
  const hour = Number(h);
  if (hour < 1 || hour > 12) return undefined;
  const hour24 = (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
  return instant(Number(y), Number(mo), Number(d), hour24, Number(mi), Number(s), fraction, 0);
}

const zero = 48;

/** The number that two digits at a place write; NaN when they are no digits. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/**
 * Nearly all that arrives: `yyyy-mm-ddThh:mm:ss[.fraction]` with `Z` or `+00:00`, without a regular expression, because a
 * record has up to five times and this is the costliest reader. Undefined: for the other spellings, or for no instant.
 */
function readUsual(text: string): string | undefined {
  const utc = text.endsWith('Z') ? 1 : text.endsWith('+00:00') ? 6 : 0;
  const end = text.length - utc;
  if (utc === 0 || end < 19 || text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':')
    return undefined;
  if (text[16] !== ':' || (end > 19 && (text[19] !== '.' || end === 20))) return undefined;
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  // Comparisons with NaN are false, so each is written to hold for what is right.
  if (!(month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= daysIn(year, month)))) return undefined;
  if (!(year >= 0 && two(text, 11) <= 23 && two(text, 14) <= 59 && two(text, 17) <= 59)) return undefined;
  for (let at = 20; at < end; at++) {
    const digit = text.charCodeAt(at) - zero;
    if (!(digit >= 0 && digit <= 9)) return undefined;
  }
  if (utc === 1 && end === 23) return text;
  return `${text.slice(0, 19)}.${fractionOf(text.slice(20, end))}Z`;
}

function offsetMinutes(zone: string): number {
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}

function instant(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  fraction: string,
  offset: number,
): string | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || Math.abs(offset) > 14 * 60) return undefined;
  const digits = fractionOf(fraction);
  if (offset === 0) {
    return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}.${digits}Z`;
  }
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  local.setUTCHours(hour, minute - offset, second, 0);
  const shifted = local.toISOString();
  // A year outside four digits cannot be written in a form that sorts.
  return shifted.length === 24 ? `${shifted.slice(0, 19)}.${digits}Z` : undefined;
}

/** Three to seven digits; zeros beyond the third say nothing. */
function fractionOf(fraction: string): string {
  let length = Math.min(fraction.length, 7);
  while (length > 3 && fraction.charCodeAt(length - 1) === zero) length--;
  return length >= 3 ? fraction.slice(0, length) : fraction.padEnd(3, '0');
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * Milliseconds since 1970 of an instant as {@link readTime} writes it: cut to the millisecond, never rounded, so that the
 * eighth digit of one road does not move a record on another.
 */
export function millisecondsOf(instant: string): number {
  // Its digits stand in fixed places; Date.parse takes as long as all the rest of reading a time.
  const two = (at: number) => instant.charCodeAt(at) * 10 + instant.charCodeAt(at + 1) - 528;
  // Date.UTC takes the years 0 to 99 for those of the last century.
  if (instant.startsWith('00')) return Date.parse(`${instant.slice(0, 23)}Z`);
  const time = Date.UTC(two(0) * 100 + two(2), two(5) - 1, two(8), two(11), two(14), two(17));
  return time + two(20) * 10 + instant.charCodeAt(22) - 48;
}
