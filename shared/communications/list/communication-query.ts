/** Which communications are looked for, in which order, and where a page begins. */
import type { CommunicationKind } from '../../categories/part.ts';
import type { Place } from '../../query/cursor.ts';
import type { Filter, Value } from '../../storage/table-store.ts';
import type { Communication, CommunicationState } from '../communication.ts';

/** `newest`: newest first, as they are stored. Otherwise by a value; those without one come last when descending. */
export type CommunicationOrder =
  | 'newest'
  | {
      readonly name: string;
      readonly value: (communication: Communication) => Value | undefined;
      readonly descending: boolean;
    };

export interface CommunicationQuery {
  /** By start, in ms: inclusive; -Infinity: everything. */
  readonly from: number;
  /** In ms, exclusive. */
  readonly until: number;
  /** Which kinds are looked for. */
  readonly kinds: readonly CommunicationKind[];
  /** What storage can decide, on the columns of a row: kind, state, direction, account, delivery, priority. It may only save work. */
  readonly pushed: Filter;
  /** Decides. */
  readonly matches: (communication: Communication) => boolean;
  readonly order: CommunicationOrder;
  /** Absent: a page of 100, a file with all. */
  readonly limit: number | undefined;
  /** Matches to pass over before the first page, at most 20,000. */
  readonly offset?: number;
  /** What a cursor belongs to. */
  readonly mark: string;
  /** Where the last page ended. */
  readonly place: Place | undefined;
  /** Where states are to be counted: what decides apart from the chosen states. */
  readonly byState?: ByState;
}

export interface ByState {
  /** Undefined: all. */
  readonly chosen: readonly CommunicationState[] | undefined;
  readonly pushed: Filter;
  /** Undefined: range and kinds alone decide, and so the tallies of days do. */
  readonly matches: ((communication: Communication) => boolean) | undefined;
}
