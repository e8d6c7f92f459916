/** Finds the columns of a category in the data of an event, however deep it has them. */
import type { Column } from '../categories/columns.ts';
import type { Category } from '../categories/define.ts';
import { envelopeNames } from '../categories/event-columns.ts';
import { resourceColumns } from '../categories/standard-columns.ts';
import { type Fields, isFields } from '../ingest/fields.ts';
import { identified } from './identifier.ts';

export interface DataColumns {
  /** Delivered values by column name. */
  readonly values: Record<string, unknown>;
  /** Where each was delivered, by column name: `data.reason.code`. */
  readonly paths: Map<string, string>;
  /** What no column takes, nested as it was. */
  readonly rest: Fields;
}

/** Columns nest two deep; what is deeper is kept as it is. */
const deepest = 6;

/** Never taken from the data, where a member of that name means something else. */
const notFromData = new Set([...envelopeNames, ...resourceColumns.map(({ name }) => name)]);

/** The columns that rows find in `data` by paths with dots, in any letter case. The raw ids of a list make one column. */
export function dataColumnsOf(row: Category, data: Fields): DataColumns {
  const values: Record<string, unknown> = {};
  const paths = new Map<string, string>();

  const columnAt = (path: string): Column | undefined => {
    const column = row.columnNamed(`data.${path}`) ?? row.columnNamed(path);
    return column && row.columnNamed(`data.${path}`) !== column && notFromData.has(column.name) ? undefined : column;
  };

  /** Whether the column has the value now; an empty text says nothing against a value. */
  const take = ({ name }: Column, value: unknown, path: string): boolean => {
    if (values[name] === undefined || values[name] === '') {
      values[name] = value;
      paths.set(name, `data.${path}`);
      return true;
    }
    return values[name] === value || value === '';
  };

  const walk = (fields: Fields, prefix: string, depth: number): Fields => {
    const rest: Record<string, unknown> = Object.create(null);
    for (const key in fields) {
      const value = fields[key];
      const path = prefix + key;
      const column = columnAt(path);
      if (value === null || value === undefined) continue;
      if (Array.isArray(value)) collect(value, path);
      if (isFields(value) && column?.type !== 'json' && depth < deepest) {
        const who = column && identified(value);
        const inner = who && take(column, who.rawId, path) ? who.rest : value;
        const left = walk(inner, `${path}.`, depth + 1);
        if (!isEmpty(left)) rest[key] = left;
      } else if (!column || !take(column, value, path)) rest[key] = value;
    }
    return rest;
  };

  /** Raw ids of a list: of its elements' members for which the row has a column. */
  const collect = (list: readonly unknown[], path: string) => {
    for (const element of list) {
      if (!isFields(element)) continue;
      for (const key in element) {
        const column = columnAt(`${path}.${key}`);
        if (column?.type !== 'json') continue;
        const id = typeof element[key] === 'string' ? element[key] : identified(element[key])?.rawId;
        if (id === undefined) continue;
        const ids = (values[column.name] ?? []) as string[];
        if (!ids.includes(id)) values[column.name] = [...ids, id];
        paths.set(column.name, `data.${path}`);
      }
    }
  };

  const rest = walk(data, '', 0);
  return { values, paths, rest };
}

export function isEmpty(fields: Fields): boolean {
  for (const _ in fields) return false;
  return true;
}
