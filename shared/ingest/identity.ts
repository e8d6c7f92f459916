/** What makes two deliveries one event, whatever road and shape they came by. */
import { hash } from 'node:crypto';
import type { Column } from '../categories/columns.ts';
import { factOn, type Identity } from '../categories/define.ts';
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
 * `occurrence`: which of several that are equal in all of this, from 0.
 */
export function identityOf(record: LogRecord, occurrence = 0): string {
  const { category, time } = record;
  const identity =
    category.identity.length === 1 ? category.identity[0].fact : factOn(category.identity, dateOf(dayOf(time)));
  const number = occurrence === 0 ? '' : `${between}${occurrence}`;
  return hash('sha256', identityText(record, identity, time) + number, 'hex').slice(0, 32);
}

/** What records have in common that can be one event though the time of one was replaced: its identity but for the time. */
export function twinHashOf(record: LogRecord): string {
  // By the newest fact whatever the day, for the days of the two may keep different ones.
  const { fact } = record.category.identity.at(-1) ?? record.category.identity[0];
  return hash('sha256', identityText(record, fact, ''), 'hex').slice(0, 32);
}

function identityText(record: LogRecord, identity: Identity, time: number | ''): string {
  const { category, columns } = record;
  let text = `${identity.version}${between}${record.label.toLowerCase()}${between}${time}`;
  text += between + canonical(undefined, columns['OperationName']).toLowerCase();
  text += between + canonical(undefined, columns['CorrelationId']);
  for (const name of identity.columns) text += between + canonical(category.columnNamed(name), columns[name]);
  if (identity.by === 'content') text += between + sameContentOf(record);
  return text;
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
