/** The values of a column by which its record is found: one, or, of a list in JSON, each of its texts. */
import type { Column } from '../categories/columns.ts';
import type { ColumnValue } from '../categories/read-value.ts';

/** People in one list; whoever makes up more must not make the record cost more rows than a request can write. */
const mostOfList = 500;

/** A text that is no list stands for itself. */
export function lookupValues({ type }: Pick<Column, 'type'>, value: ColumnValue | undefined): readonly ColumnValue[] {
  if (value === undefined) return [];
  if (type !== 'json' || typeof value !== 'string' || !value.startsWith('[')) return [value];
  try {
    const list: unknown = JSON.parse(value);
    const texts = Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
    return [...new Set(texts)].slice(0, mostOfList);
  } catch {
    return [value];
  }
}
