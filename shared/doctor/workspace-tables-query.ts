/** The one question that tells which tables of a workspace have rows. */
import type { Query, Range } from '../sources/kql.ts';

/** The columns of the answer: one row for each table that has any. */
export const tableColumns = { table: 'TableName', newest: 'Newest' } as const;

/** Tables that the workspace does not know are passed over; where it knows none, it refuses the question. */
export function workspaceTablesQuery(tables: readonly string[], { from, until }: Range): Query {
  const instant = (time: number) => `datetime(${new Date(time).toISOString()})`;
  const { table, newest } = tableColumns;
  const text = [
    `union isfuzzy=true withsource=${table} ${tables.join(', ')}`,
    `where TimeGenerated >= ${instant(from)} and TimeGenerated < ${instant(until)}`,
    `summarize ${newest} = tostring(max(TimeGenerated)) by ${table}`,
  ].join('\n| ');
  return { text, from, until };
}
