/** Cursors: opaque texts that name where a page ended, and of which query, so that any instance can go on from there. */
import { createHash } from 'node:crypto';

const version = 1;

/** Where a page ended, in the terms of whoever made the page. */
export type Place = readonly (string | number)[];

export type CursorRead =
  | { readonly outcome: 'read'; readonly place: Place }
  /** `unreadable`: cut, changed, or not a cursor. `other-query`: of a query with other filters. */
  | { readonly outcome: 'unreadable' | 'other-query' };

/** A cursor of the query that `mark` stands for. */
export function toCursor(mark: string, place: Place): string {
  return encode([version, mark, place]);
}

/** The place in a cursor, if it is whole and of the query that `mark` stands for. */
export function fromCursor(mark: string, cursor: string): CursorRead {
  const bytes = Buffer.from(cursor, 'base64url');
  let content: unknown;
  try {
    content = JSON.parse(bytes.toString());
  } catch {
    return { outcome: 'unreadable' };
  }
  if (!Array.isArray(content) || content[0] !== version || encode(content.slice(0, 3)) !== cursor)
    return { outcome: 'unreadable' };
  return content[1] === mark ? { outcome: 'read', place: content[2] } : { outcome: 'other-query' };
}

/** What an asker is told about a cursor that cannot be used. */
export const cursorMessages: Readonly<Record<Exclude<CursorRead['outcome'], 'read'>, string>> = {
  unreadable: 'is not a cursor that an answer gave; send next unchanged',
  'other-query': 'belongs to a query with other filters or another order; repeat that query, or ask without cursor',
};

/** What a query asks for, as a short text: equal for equal queries, whatever is asked about paging and form. */
export function markOf(asked: unknown): string {
  return hash(JSON.stringify(asked)).slice(0, 16);
}

function encode(content: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([...content, hash(JSON.stringify(content)).slice(0, 12)])).toString('base64url');
}

function hash(text: string): string {
  return createHash('sha256').update(`commlog cursor ${text}`).digest('hex');
}
