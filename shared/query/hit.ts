/** A record that carries a looked-up value, as `GET /find` lists it. */
import type { Category } from '../categories/define.ts';
import { recordId } from '../storage/keys.ts';
import { lookupForm } from '../storage/lookup-form.ts';
import { lookupValues } from '../storage/lookup-values.ts';
import type { LookupRow } from './lookup-row.ts';
import type { Position } from './position.ts';
import type { Row } from './row-source.ts';

/** The item of `GET /find`: enough to tell what it is without reading the record. Times in UTC. */
export interface HitItem {
  readonly id: string;
  readonly category: string;
  readonly TimeGenerated: string;
  readonly OperationName?: string;
  readonly ResultType?: string;
  /** The columns that carry the value. */
  readonly columns: readonly string[];
}

export interface Hit {
  readonly position: Position;
  readonly item: HitItem;
}

/** The hit that a lookup of one record answers by itself. */
export function hitOfLookup(category: Category, row: LookupRow & { readonly kind: 'record' }): Hit {
  const { time, identity, entity } = row;
  return {
    position: { time, identity, slug: category.slug },
    item: {
      id: recordId(category, time, identity),
      category: String(entity['category'] ?? category.name),
      TimeGenerated: String(entity['time'] ?? new Date(time).toISOString()),
      ...(entity['operation'] === undefined ? {} : { OperationName: String(entity['operation']) }),
      ...(entity['result'] === undefined ? {} : { ResultType: String(entity['result']) }),
      columns: String(entity['columns'] ?? '').split(','),
    },
  };
}

/** The hit that a record itself is. */
export function hitOfRecord({ record, position }: Row, form: string): Hit {
  const { category, label, time, identity, columns } = record;
  const { TimeGenerated, OperationName, ResultType } = columns;
  return {
    position,
    item: {
      id: recordId(category, time, identity),
      category: label,
      TimeGenerated: String(TimeGenerated ?? new Date(time).toISOString()),
      ...(OperationName === undefined ? {} : { OperationName: String(OperationName) }),
      ...(ResultType === undefined ? {} : { ResultType: String(ResultType) }),
      columns: columnsWith(category, columns, form),
    },
  };
}

/** The looked-up columns whose value has this form. */
export function columnsWith(category: Category, columns: Row['record']['columns'], form: string): string[] {
  return category.lookups
    .filter((column) =>
      lookupValues(column, columns[column.name]).some((value) => lookupForm(String(value).trim()) === form),
    )
    .map(({ name }) => name);
}

/** What {@link hitOfRecord} needs of a row. */
export function hitColumns(category: Category): string[] {
  return [
    'TimeGenerated',
    'OperationName',
    'ResultType',
    'Category',
    'parts',
    ...category.lookups.map(({ name }) => name),
  ];
}
