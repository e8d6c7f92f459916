/** The parameters that every list has: a range of time and the size of a page. */
import { firstDay } from '../categories/define.ts';
import { instant, type ParameterReader, wholeNumber } from './parameters.ts';
import { endOfTime } from './position.ts';

export interface Range {
  /** Milliseconds since 1970, inclusive. */
  readonly from: number;
  /** Milliseconds since 1970, exclusive. */
  readonly until: number;
  /** As asked, in UTC with three to seven fractional digits; absent where the range is open. */
  readonly fromText?: string;
  readonly untilText?: string;
}

/** `from` (inclusive) and `until` (exclusive); absent: since ever, without end. */
export function readRange(reader: ParameterReader): Range {
  const fromText = reader.one('from', instant);
  const untilText = reader.one('until', instant);
  if (fromText !== undefined && untilText !== undefined && fromText.replace('Z', '') > untilText.replace('Z', '')) {
    reader.issues.push({ path: 'from', message: `is later than until (${untilText})` });
  }
  return {
    from: Math.max(Date.parse(firstDay), fromText === undefined ? 0 : msOf(fromText)),
    until: Math.min(endOfTime, untilText === undefined ? endOfTime : msFrom(untilText)),
    ...(fromText === undefined ? {} : { fromText }),
    ...(untilText === undefined ? {} : { untilText }),
  };
}

/** The page's size: 1 to 1000. Absent: undefined. */
export function readLimit(reader: ParameterReader): number | undefined {
  return reader.one('limit', wholeNumber(1, 1000));
}

export const defaultLimit = 100;

/** The millisecond that an instant is in. */
export function msOf(instant: string): number {
  return Date.parse(`${instant.slice(0, 23)}Z`);
}

/** The first millisecond that is not before an instant. */
export function msFrom(instant: string): number {
  return isFiner(instant) ? msOf(instant) + 1 : msOf(instant);
}

/** Whether an instant says more than its millisecond. */
export function isFiner(instant: string): boolean {
  return instant.length > '2026-03-01T10:00:00.000Z'.length;
}
