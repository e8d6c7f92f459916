/** Reads the query string of `GET /find`. */

import { Unreadable } from '../categories/read-value.ts';
import type { Issue } from '../issue.ts';
import { lookupForm } from '../storage/lookup-form.ts';
import { cursorMessages, fromCursor, markOf } from './cursor.ts';
import { nearestName } from './nearest-name.ts';
import { filledText, parameterReader } from './parameters.ts';
import { type Position, positionOf } from './position.ts';
import { defaultLimit, type Range, readLimit, readRange } from './range-parameters.ts';

export const findParameters = ['value', 'from', 'until', 'limit', 'cursor'] as const;

export interface FindQuery extends Range {
  readonly value: string;
  readonly limit: number;
  readonly mark: string;
  /** Where the last page ended. */
  readonly after: Position | undefined;
}

export type FindQueryRead =
  | { readonly outcome: 'read'; readonly query: FindQuery }
  /** `invalid-cursor`: nothing but the cursor is wrong. */
  | { readonly outcome: 'invalid-parameters' | 'invalid-cursor'; readonly issues: readonly Issue[] };

/** What an address holds, with room for the rest of it. */
const mostValueBytes = 8 * 1024;

export function readFindQuery(params: URLSearchParams): FindQueryRead {
  const reader = parameterReader(params);
  const { issues } = reader;
  const value = reader.one('value', lookedFor);
  if (!params.has('value')) issues.push({ path: 'value', message: 'is required: what to look for' });
  const range = readRange(reader);
  const limit = readLimit(reader) ?? defaultLimit;
  const cursor = reader.one('cursor', filledText);
  for (const path of new Set(params.keys())) {
    if ((findParameters as readonly string[]).includes(path)) continue;
    const nearest = nearestName(path, findParameters);
    const guess = nearest ? `did you mean ${nearest}?` : `there are ${findParameters.join(', ')}`;
    issues.push({ path, message: `is no parameter here; ${guess}` });
  }
  // Whether it is of another query cannot be said while the query is wrong.
  if (issues.length > 0 && cursor !== undefined && fromCursor('', cursor).outcome === 'unreadable')
    issues.push({ path: 'cursor', message: cursorMessages.unreadable });
  if (issues.length > 0 || value === undefined) return { outcome: 'invalid-parameters', issues };
  const mark = markOf(['find', lookupForm(value), range.fromText ?? null, range.untilText ?? null]);
  const read = cursor === undefined ? undefined : fromCursor(mark, cursor);
  const after = read?.outcome === 'read' ? positionOf(read.place) : undefined;
  if (read && !after) {
    const message = cursorMessages[read.outcome === 'other-query' ? 'other-query' : 'unreadable'];
    return { outcome: 'invalid-cursor', issues: [{ path: 'cursor', message }] };
  }
  return { outcome: 'read', query: { ...range, value, limit, mark, after } };
}

function lookedFor(text: string): string | Unreadable {
  if (text.trim() === '' || lookupForm(text) === '') return new Unreadable('must not be empty');
  return Buffer.byteLength(text) <= mostValueBytes
    ? text
    : new Unreadable(`must not be longer than ${mostValueBytes} bytes`);
}
