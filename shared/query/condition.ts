/** One condition on a column, and whether a record meets it: the whole meaning, whatever storage can do of it. */
import type { Column } from '../categories/columns.ts';
import type { ColumnValue } from '../categories/read-value.ts';
import type { LogRecord } from '../categories/record.ts';
import { toValue } from '../storage/record-entity.ts';
import type { Value } from '../storage/table-store.ts';

/** As written in a query string after the dot; `eq` is meant where none is written. */
export const operators = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'startsWith', 'exists'] as const;
export type Operator = (typeof operators)[number];

/**
 * A record without a value meets `ne` and `exists` false, and nothing else: `ne` is the opposite of `eq`. Texts compare by
 * code unit, times as instants.
 */
export interface Condition {
  readonly column: Column;
  readonly operator: Operator;
  /** Any of them for `eq` and `in`; one for the others: a boolean for `exists`, a text for `startsWith`. */
  readonly values: readonly ColumnValue[];
}

/** Tells of a record whether it meets the condition. */
export function meets({ column, operator, values }: Condition): (record: LogRecord) => boolean {
  const wanted = new Set(operator === 'exists' ? values : values.map((value) => toValue(column, value)));
  const [bound] = [...wanted] as [Value];
  const holds = (actual: Value | undefined): boolean => {
    if (operator === 'exists') return (actual !== undefined) === bound;
    if (actual === undefined) return operator === 'ne';
    switch (operator) {
      case 'eq':
      case 'in':
        return wanted.has(actual);
      case 'ne':
        return !wanted.has(actual);
      case 'lt':
        return actual < bound;
      case 'lte':
        return actual <= bound;
      case 'gt':
        return actual > bound;
      case 'gte':
        return actual >= bound;
      case 'startsWith':
        return String(actual).startsWith(String(bound));
    }
  };
  return (record) => {
    const value = record.columns[column.name];
    return holds(value === undefined ? undefined : toValue(column, value));
  };
}
