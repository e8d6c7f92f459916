/** One event in the shapes of two roads, made from a category's example: the envelope of a diagnostic setting, a row of Log Analytics. */
import type { Column } from '../../shared/categories/columns.ts';
import type { Category } from '../../shared/categories/define.ts';
import type { ColumnValue } from '../../shared/categories/read-value.ts';
import { isFields } from '../../shared/ingest/fields.ts';
import { azureMonitorTables } from './azure-monitor-tables.ts';

export type Delivered = Record<string, unknown>;

/** Fields that stand beside `properties`, in the order of the common schema for resource logs. */
const envelope = [
  ...['OperationName', 'OperationVersion', 'CorrelationId', 'ResultType', 'ResultSignature', 'ResultDescription'],
  ...['DurationMs', 'CallerIpAddress', 'Level', 'URI', 'Location'],
];

/** What the example says, by column, as delivered. */
export function exampleValues(category: Category): ReadonlyMap<Column, unknown> {
  const { properties, ...top } = category.example;
  const values = new Map<Column, unknown>();
  for (const fields of [isFields(properties) ? properties : {}, top]) {
    for (const [key, value] of Object.entries(fields)) {
      const column = category.columnNamed(key);
      if (column) values.set(column, value);
    }
  }
  return values;
}

/**
 * The event as it comes by archive or Event Hub: camelCase, numbers and truth values as text, absent values left out or
 * `"null"`, a resource id in upper case.
 */
export function enveloped(category: Category, values = exampleValues(category)): Delivered {
  const event: Delivered = { category: category.name };
  const properties: Delivered = {};
  for (const column of category.columns) {
    if (column.name === 'Category') continue;
    const value = textOf(values.get(column));
    if (column.name === 'TimeGenerated') event.time = value;
    else if (column.name === 'ResourceId') event.resourceId = String(value).toUpperCase();
    else if (value !== undefined && envelope.includes(column.name)) event[camel(column.name)] = value;
    else if (!envelope.includes(column.name)) properties[camel(column.name)] = value ?? 'null';
  }
  // What is derived from the resource id is not delivered.
  for (const derived of ['subscriptionId', 'resourceGroup', 'resourceName']) delete properties[derived];
  return { ...event, properties };
}

/** The same event as a row of Log Analytics: the table's columns and types, empty text for absent text, null for other absent values. */
export function flat(category: Category, values = exampleValues(category)): Delivered {
  const row: Delivered = { TenantId: 'e0d1c2b3-0000-4000-8000-00000000000f', SourceSystem: '', Type: category.table };
  for (const [name, type] of azureMonitorTables.get(category.table) ?? []) {
    const column = category.columnNamed(name);
    const read = column && category.readers.get(column.name)?.(values.get(column));
    const value = typeof read === 'object' ? undefined : read;
    if (name === 'TimeGenerated') row[name] = sevenDigits(String(value));
    else if (name === 'Category') row[name] = category.name;
    else if (type === 'string') row[name] = value === undefined ? '' : String(value);
    else if (type === 'int') row[name] = fitting(value);
    else if (type === 'datetime') row[name] = value === undefined ? null : sevenDigits(String(value));
    else row[name] = value ?? null;
  }
  const resource = [...values].find(([column]) => column.name === 'ResourceId')?.[1];
  row._ResourceId = `/${String(resource).toLowerCase().replace(/^\//, '')}`;
  return row;
}

function camel(name: string): string {
  return /^[A-Z]+$/.test(name) ? name.toLowerCase() : name.charAt(0).toLowerCase() + name.slice(1);
}

function textOf(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return typeof value === 'number' ? String(value) : value;
}

/** Columns of 32 bits hold no more. */
function fitting(value: ColumnValue | undefined): number | null {
  const number = Number(value);
  return value !== undefined && Math.abs(number) < 2 ** 31 ? number : null;
}

function sevenDigits(instant: string): string {
  return `${instant.slice(0, -1).padEnd(27, '0')}Z`;
}
