/** Rows of a workspace → candidates, with equal rows told apart whose time the service replaced. */
import { isTimeReplaced } from '../../ingest/time-replaced.ts';
import type { Candidate } from '../../ingest/unfold.ts';

/** The answer to a query for rows; every row has a cell for each column. */
export interface FetchedRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/**
 * One candidate for each row, in order; its text is the row as JSON, without what is absent. Rows with a replaced time that
 * are equal in all that they say, to the millisecond, are numbered: nothing else tells five equal clicks from one that was
 * delivered five times. All of a millisecond must be here.
 */
export function* candidatesOf({ columns, rows }: FetchedRows): Generator<Candidate> {
  const met = new Map<string, number>();
  for (const [index, cells] of rows.entries()) {
    const value = fieldsOf(columns, cells);
    const candidate = { place: `[${index}]`, text: JSON.stringify(value), value };
    if (!isTimeReplaced(value)) {
      yield candidate;
      continue;
    }
    const key = saidBy(value);
    const occurrence = met.get(key) ?? 0;
    met.set(key, occurrence + 1);
    yield { ...candidate, occurrence };
  }
}

/** Log Analytics has no absent text: an empty one stands for it too. */
function fieldsOf(columns: readonly string[], cells: readonly unknown[]): Readonly<Record<string, unknown>> {
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
/** Where the milliseconds end in `2026-03-04T10:00:00.1234567Z`. */
const millisecondEnd = 23;

function saidBy(value: Readonly<Record<string, unknown>>): string {
  const said = Object.entries(value).filter(([name]) => !ownOfEachRow.test(name));
  return JSON.stringify(
    said.map(([name, cell]) => [name, name === 'TimeGenerated' ? String(cell).slice(0, millisecondEnd) : cell]),
  );
}
