/** Values that a record says only by several of its columns together, such as the sender of a mail. */
import type { LogRecord } from './record.ts';

/** Those that the category declares and whose columns all have a value. */
export function composedValues({ category, columns }: Pick<LogRecord, 'category' | 'columns'>): string[] {
  return category.composed.flatMap(({ columns: names, between }) => {
    const values = names.map((name) => columns[name]);
    return values.every((value) => value !== undefined) ? [values.join(between)] : [];
  });
}
