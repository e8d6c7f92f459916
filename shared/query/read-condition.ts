/** Turns what a query string says about a column into a condition, reading values as the column reads delivered ones. */
import type { Column, ColumnType } from '../categories/columns.ts';
import { type ColumnValue, type Reader, Unreadable } from '../categories/read-value.ts';
import type { Condition, Operator } from './condition.ts';
import { flag, withOffsetSign } from './parameters.ts';

/** What a column of each type takes, for messages. */
const accepted: Readonly<Record<ColumnType, string>> = {
  text: 'a text',
  id: 'an identifier',
  word: 'a word',
  int: 'a number, such as 1000',
  real: 'a number, such as 0.25',
  long: 'a whole number, such as 1000',
  bool: 'true or false',
  time: 'an instant or a date, such as 2026-03-01T10:00:00Z',
  json: 'a JSON text',
};

const texts = new Set<ColumnType>(['text', 'id', 'word', 'json']);

/** The condition, or why there can be none. `given` has several texts only for `eq`: any of them. */
export function readCondition(
  column: Column,
  reader: Reader,
  operator: Operator,
  given: readonly string[],
): Condition | Unreadable {
  if (operator === 'exists') {
    const exists = flag(given[0] ?? '');
    return exists instanceof Unreadable ? exists : { column, operator, values: [exists] };
  }
  if (operator === 'startsWith') {
    const [prefix = ''] = given;
    if (!texts.has(column.type))
      return new Unreadable(`cannot be asked: ${column.name} is no text but takes ${accepted[column.type]}`);
    return prefix === '' ? new Unreadable('must not be empty') : { column, operator, values: [prefix] };
  }
  if (hasNoOrder(column, operator)) return new Unreadable(`cannot be asked: values of ${column.name} have no order`);
  const values: ColumnValue[] = [];
  for (const text of operator === 'in' ? given.flatMap((list) => list.split(',')) : given) {
    const value = readOne(column, reader, text);
    if (value instanceof Unreadable) return value;
    values.push(value);
  }
  return { column, operator, values };
}

function hasNoOrder({ type }: Column, operator: Operator): boolean {
  return (type === 'bool' || type === 'json') && ['lt', 'lte', 'gt', 'gte'].includes(operator);
}

function readOne(column: Column, reader: Reader, text: string): ColumnValue | Unreadable {
  if (column.type === 'long' && !/^\s*[+-]?\d*\s*$/.test(text)) return new Unreadable(`must be ${accepted.long}`);
  const value = reader(withPlus(column, text));
  if (value instanceof Unreadable)
    return new Unreadable(`${value.message}; ${column.name} takes ${accepted[column.type]}`);
  if (value !== undefined) return value;
  return new Unreadable(
    `has no value; ${column.name} takes ${accepted[column.type]}, and ${column.name}.exists=false finds records without one`,
  );
}

/** A `+` in a query string means a blank: no number or offset has one where it was meant. */
function withPlus({ type, personal }: Column, text: string): string {
  if (type === 'time') return withOffsetSign(text);
  const holdsNumbers = type === 'id' && (personal === 'phone' || personal === 'identity');
  return holdsNumbers ? text.replace(/(^|:) (?=\d)/, '$1+') : text;
}
