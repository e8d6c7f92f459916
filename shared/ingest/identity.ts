/** What makes two deliveries one event, whatever road and shape they came by. */
import { hash } from 'node:crypto';
import type { Column } from '../categories/columns.ts';
import { factOn } from '../categories/define.ts';
import type { ColumnValue } from '../categories/read-value.ts';
import type { LogRecord } from '../categories/record.ts';
import { dateOf, dayOf } from '../storage/keys.ts';
import { canonicalJson } from './canonical-json.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Between values; one that holds it is written as JSON, so that no two lists of values run together. */
const between = '\u0000';

/**
 * 32 hex digits over category, time cut to the millisecond, operation, correlation and the category's identity columns.
 * Canonical for this only: trimmed; empty, `"null"` and absent are one; GUIDs, addresses and vocabularies in lower case.
 */
export function identityOf(record: LogRecord): string {
  const { category, columns, time } = record;
  const identity =
    category.identity.length === 1 ? category.identity[0].fact : factOn(category.identity, dateOf(dayOf(time)));
  let text = `${identity.version}${between}${record.label.toLowerCase()}${between}${time}`;
  text += between + canonical(undefined, columns['OperationName']).toLowerCase();
  text += between + canonical(undefined, columns['CorrelationId']);
  for (const name of identity.columns) text += between + canonical(category.columnNamed(name), columns[name]);
  if (identity.by === 'content') text += between + sameContentOf(record);
  return hash('sha256', text, 'hex').slice(0, 32);
}

/** All that a record says, in one form for all spellings; the time stands in the identity already, to the millisecond. */
function sameContentOf({ category, columns, additional }: LogRecord): string {
  const values = category.columns.map((column) =>
    column.name === 'TimeGenerated' ? '' : canonical(column, columns[column.name]),
  );
  return JSON.stringify(values) + (additional === undefined ? '' : canonicalJson(additional));
}

/** 16 hex digits over all that a record says: redeliveries that differ in it are counted as such. */
export function contentOf(record: LogRecord): string {
  // Columns stand in the order of the category, absent ones as undefined; joined, they and empty texts are nothing.
  const text = `${Object.values(record.columns).join(between)}${between}${record.additional ?? ''}`;
  return hash('sha256', text, 'hex').slice(0, 16);
}

function canonical(column: Column | undefined, value: ColumnValue | undefined): string {
  if (value === undefined) return '';
  const trimmed = String(value).trim();
  const text = trimmed === 'null' ? '' : trimmed.includes(between) ? JSON.stringify(trimmed) : trimmed;
  // Roads carry three or seven digits of the same instant.
  if (column?.type === 'time') return text.slice(0, 23);
  const folded =
    (text.length === 36 && guid.test(text)) ||
    column?.type === 'word' ||
    (column !== undefined && column.personal !== 'none');
  return folded ? text.toLowerCase() : text;
}
