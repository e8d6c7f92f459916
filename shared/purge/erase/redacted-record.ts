/** A record with a placeholder in every place where it says a value: in columns, in what was delivered, in what they say together. */
import { composedValues } from '../../categories/composed.ts';
import type { StoredRecord } from '../../categories/record.ts';
import { redactNamed } from '../../erasure/redact-named.ts';
import type { ValuePattern } from '../../erasure/value-pattern.ts';

/** Whether anything that is kept of a record says the value. */
export function saysIn(record: StoredRecord, { says }: ValuePattern): boolean {
  const { columns, additional, delivered, origin, label } = record;
  const texts = [label, additional, delivered, origin, ...Object.values(columns), ...composedValues(record)];
  return texts.some((text) => typeof text === 'string' && says(text));
}

/** Times and numbers stay what they are. */
export function redactedRecord(record: StoredRecord, pattern: ValuePattern): StoredRecord {
  const { redact } = pattern;
  const columns = { ...record.columns };
  for (const { name, type } of record.category.columns) {
    const value = columns[name];
    if (typeof value === 'string' && type !== 'time') columns[name] = redact(value);
  }
  const text = (value: string | undefined) => (value === undefined ? undefined : redact(value));
  const { label, delivered, additional, origin } = record;
  const one = { ...record, label: redact(label), columns, delivered: redact(delivered) };
  return withoutComposed({ ...one, additional: text(additional), origin: text(origin) }, pattern);
}

/** Of a value that columns say together the first goes, also where it was delivered. */
function withoutComposed(record: StoredRecord, { says, placeholder }: ValuePattern): StoredRecord {
  if (!composedValues(record).some(says)) return record;
  const { category } = record;
  const first = new Set(category.composed.flatMap(({ columns: [name] }) => (name === undefined ? [] : [name])));
  const isNamed = (name: string) => first.has(category.columnNamed(name)?.name ?? '');
  const columns = { ...record.columns };
  for (const name of first) if (columns[name] !== undefined) columns[name] = placeholder;
  return { ...record, columns, delivered: redactNamed(record.delivered, isNamed, placeholder) };
}
