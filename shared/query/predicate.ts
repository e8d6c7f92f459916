/** Whether a record is one of those asked for: all conditions and the search, complete by itself. */
import type { Category } from '../categories/define.ts';
import type { LogRecord } from '../categories/record.ts';
import { type Condition, meets } from './condition.ts';

export type Predicate = (record: LogRecord) => boolean;

/** Column types whose values a search looks into. */
const searched = new Set(['text', 'id', 'word', 'json']);

/**
 * All conditions hold, and `search`, where given, stands in some text column or in AdditionalFields: literally, letter
 * case apart.
 */
export function predicateOf(category: Category, conditions: readonly Condition[], search?: string): Predicate {
  const tests = conditions.map(meets);
  if (search !== undefined) tests.push(has(category, search.toLowerCase()));
  return (record) => tests.every((test) => test(record));
}

function has(category: Category, text: string): Predicate {
  const names = category.columns.filter(({ type }) => searched.has(type)).map(({ name }) => name);
  return ({ columns, additional }) =>
    additional?.toLowerCase().includes(text) === true ||
    names.some((name) => {
      const value = columns[name];
      return typeof value === 'string' && value.toLowerCase().includes(text);
    });
}
