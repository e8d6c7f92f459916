/** The questions asked of a workspace, in its query language (KQL), derived from a category's row. */
import type { Category } from '../categories/define.ts';

/** Instants in ms since 1970; `from` inclusive, `until` exclusive. */
export interface Range {
  readonly from: number;
  readonly until: number;
}

/** A question and the range that it names. */
export interface Query extends Range {
  readonly text: string;
}

/** The columns of the answer to {@link countQuery}. */
export const countColumns = { rows: 'Rows', bytes: 'Bytes' } as const;

/** How many rows a category's table has in a range, and about how many bytes they are. */
export function countQuery(category: Category, range: Range): Query {
  return rowsWithin(
    category,
    range,
    `summarize ${countColumns.rows} = count(), ${countColumns.bytes} = sum(_BilledSize)`,
  );
}

/**
 * The rows of a range, with what other roads deliver. Instants, whole numbers of 64 bits and JSON come as text: the client
 * would make them a `Date`, a double and an object, which lose digits. Standard columns that answers leave out are named.
 * https://learn.microsoft.com/azure/azure-monitor/logs/log-standard-columns
 */
export function rowsQuery(category: Category, range: Range): Query {
  const texts = category.columns
    .filter(({ type, origin }) => origin === 'table' && (type === 'time' || type === 'long' || type === 'json'))
    .map(({ name }) => `${name} = tostring(${name})`);
  const columns = [
    ...texts,
    '_TimeReceived = tostring(column_ifexists("_TimeReceived", datetime(null)))',
    '_ResourceId = _ResourceId',
  ];
  return rowsWithin(category, range, `extend ${columns.join(', ')}`);
}

function rowsWithin({ table }: Category, { from, until }: Range, then: string): Query {
  const within = `where TimeGenerated >= ${instant(from)} and TimeGenerated < ${instant(until)}`;
  return { text: [table, within, then].join('\n| '), from, until };
}

const instant = (time: number): string => `datetime(${new Date(time).toISOString()})`;
