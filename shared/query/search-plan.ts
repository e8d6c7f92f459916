/** From a query to what a scan looks through: per category the range, what storage sieves, and the whole predicate. */

import type { Condition } from './condition.ts';
import { endOfTime } from './position.ts';
import { predicateOf } from './predicate.ts';
import { pushDown } from './push-down.ts';
import { msFrom, msOf } from './range-parameters.ts';
import type { Reading } from './reading.ts';
import type { RecordQuery } from './record-query.ts';
import type { Searched } from './scan.ts';

export interface SearchPlan {
  readonly searched: readonly Searched[];
  /** The end of the range (ms, exclusive), as far as anything can be found. */
  readonly until: number;
  /** Storage leaves out all that does not match, so that pages need not be larger than what is wanted. */
  readonly complete: boolean;
}

/** Columns whose long values stand outside the rows of large records. */
const mayBeLong = new Set(['text', 'id', 'word', 'json']);

export function searchPlan(query: RecordQuery, { notBefore }: Pick<Reading, 'notBefore'>): SearchPlan {
  let latest = 0;
  let complete = query.search === undefined;
  const searched = query.searched.map(({ category, conditions }) => {
    const { from, until } = timesOf(conditions);
    latest = Math.max(latest, Math.min(query.until, until));
    const pushed = pushDown(conditions);
    complete &&= pushed.complete;
    return {
      category,
      from: Math.max(query.from, from, notBefore(category)),
      filter: pushed.filter,
      keep: predicateOf(category, conditions, query.search),
      looksAtLongTexts: query.search !== undefined || conditions.some(({ column }) => mayBeLong.has(column.type)),
    };
  });
  return { searched, until: latest, complete };
}

/** What conditions on TimeGenerated leave of all time, in ms; keys are ordered by it. */
function timesOf(conditions: readonly Condition[]): { readonly from: number; readonly until: number } {
  let from = 0;
  let until = endOfTime;
  for (const { column, operator, values } of conditions) {
    const [value] = values;
    if (column.name !== 'TimeGenerated' || typeof value !== 'string' || values.length > 1) continue;
    if (operator === 'eq' || operator === 'gt' || operator === 'gte') from = Math.max(from, msOf(value));
    if (operator === 'eq' || operator === 'lte') until = Math.min(until, msOf(value) + 1);
    if (operator === 'lt') until = Math.min(until, msFrom(value));
  }
  return { from, until };
}
