/** The order that a list is asked in. */
import { nameForm } from '../categories/columns.ts';
import type { Category } from '../categories/define.ts';
import { Unreadable } from '../categories/read-value.ts';
import { nearestName } from './nearest-name.ts';

/** `newest`: as the store keeps records, newest first. Otherwise by a column's values. */
export type Order = 'newest' | { readonly column: string; readonly descending: boolean };

/** Reads `-start` (newest first), `start` (oldest first), `Column` or `-Column`, in any spelling of the column. */
export function orderReader(categories: readonly Category[]): (text: string) => Order | Unreadable {
  return (text) => {
    const descending = text.startsWith('-');
    const name = text.slice(descending ? 1 : 0);
    const column = name === 'start' ? 'TimeGenerated' : columnOf(categories, name);
    if (column !== undefined) return column === 'TimeGenerated' && descending ? 'newest' : { column, descending };
    const names = new Set(categories.flatMap(({ columns }) => columns.map((one) => one.name)));
    const nearest = nearestName(nameForm(name), ['start', ...names]);
    const guess = nearest ? `; did you mean ${descending ? '-' : ''}${nearest}?` : '';
    return new Unreadable(`must be start, or a column, with a hyphen before it for the largest first${guess}`);
  };
}

/** The name of the column in the first category that has it. */
function columnOf(categories: readonly Category[], spelling: string): string | undefined {
  for (const category of categories) {
    const column = category.columnNamed(spelling);
    if (column) return column.name;
  }
  return undefined;
}
