/** Rows of a workspace → candidates, with rows of one identity told apart whose time the service replaced. */
import type { Category } from '../../categories/define.ts';
import { identityIn } from '../../ingest/identity-in.ts';
import { isTimeReplaced } from '../../ingest/time-replaced.ts';
import type { Candidate } from '../../ingest/unfold.ts';

/** The answer to a query for rows; every row has a cell for each column. */
export interface FetchedRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

type Row = Readonly<Record<string, unknown>>;

/**
 * One candidate for each row, in order; its text is the row as JSON, without what is absent. Rows with a replaced time that
 * are identified by the same are numbered, for each is an event: nothing else tells five equal clicks from one that was
 * delivered five times. All of a millisecond must be here. `category` is the one of the table; `now` in ms.
 */
export function* candidatesOf({ columns, rows }: FetchedRows, category: Category, now: number): Generator<Candidate> {
  const said = new Map<string, { readonly index: number; readonly text: string }[]>();
  for (const [index, cells] of rows.entries()) {
    const value = fieldsOf(columns, cells);
    const identity = isTimeReplaced(value) ? identityIn(candidateOf(index, value), category, now) : undefined;
    if (identity === undefined) continue;
    const same = said.get(identity) ?? [];
    same.push({ index, text: saidBy(value) });
    said.set(identity, same);
  }
  const occurrences = numbered(said.values());
  for (const [index, cells] of rows.entries()) {
    const occurrence = occurrences.get(index);
    const candidate = candidateOf(index, fieldsOf(columns, cells));
    yield occurrence === undefined ? candidate : { ...candidate, occurrence };
  }
}

function candidateOf(index: number, value: Row): Candidate {
  return { place: `[${index}]`, text: JSON.stringify(value), value };
}

/** By what they say, for the workspace gives rows in any order. */
function numbered(groups: Iterable<{ readonly index: number; readonly text: string }[]>): Map<number, number> {
  const occurrences = new Map<number, number>();
  for (const group of groups) {
    group.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
    for (const [occurrence, { index }] of group.entries()) occurrences.set(index, occurrence);
  }
  return occurrences;
}

/** Log Analytics has no absent text: an empty one stands for it too. */
function fieldsOf(columns: readonly string[], cells: readonly unknown[]): Row {
  const value: Record<string, unknown> = {};
  for (const [at, name] of columns.entries()) {
    const cell = cells[at];
    if (cell === null || cell === undefined || cell === '') continue;
    // Only of columns that no category knows: the client reads their instants.
    value[name] = cell instanceof Date ? cell.toJSON() : cell;
  }
  return value;
}

/** Standard columns that differ from row to row, whatever the row says. */
const ownOfEachRow = /^_(?!ResourceId$|SubscriptionId$)/;

/** The time first, to its last digit: rows that the workspace shows later than others mostly come after them, and leave their numbers. */
function saidBy(value: Row): string {
  const names = Object.keys(value).filter((name) => !ownOfEachRow.test(name));
  return JSON.stringify([value['TimeGenerated'], ...names.sort().map((name) => [name, value[name]])]);
}
