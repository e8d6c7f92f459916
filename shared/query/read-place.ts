/** Reads the parameter that names where the last page ended, last of all, and says whether the query can be answered. */
import type { Issue } from '../issue.ts';
import { cursorMessages, fromCursor, type Place } from './cursor.ts';
import { filledText, type ParameterReader } from './parameters.ts';

export type PlaceRead =
  | { readonly outcome: 'read'; readonly place: Place | undefined }
  /** `invalid-cursor`: nothing but the cursor is wrong. */
  | { readonly outcome: 'invalid-parameters' | 'invalid-cursor'; readonly issues: readonly Issue[] };

/** `mark`: what a cursor must belong to. */
export function readPlace({ issues, one }: ParameterReader, mark: string, path = 'cursor'): PlaceRead {
  const cursor = one(path, filledText);
  const read = cursor === undefined ? undefined : fromCursor(mark, cursor);
  // Whether it is of another query cannot be said while the query is wrong.
  if (issues.length > 0 && read?.outcome === 'unreadable') issues.push({ path, message: cursorMessages.unreadable });
  if (issues.length > 0) return { outcome: 'invalid-parameters', issues };
  if (read && read.outcome !== 'read')
    return { outcome: 'invalid-cursor', issues: [{ path, message: cursorMessages[read.outcome] }] };
  return { outcome: 'read', place: read?.place };
}
