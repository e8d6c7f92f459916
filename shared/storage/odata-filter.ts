/** A query's key ranges and filter as the `$filter` text of Table Storage's REST interface. */

import type { Comparison, KeyRange, Query, Value } from './table-store.ts';

/** Empty when the query restricts nothing. Not yet percent-encoded. */
export function odataFilter({ partition, rows, filter = [] }: Query): string {
  const terms =
    typeof partition === 'string' ? [`PartitionKey eq ${literalOf(partition)}`] : rangeOf('PartitionKey', partition);
  terms.push(...rangeOf('RowKey', rows));
  for (const term of filter) {
    if ('property' in term) terms.push(comparisonOf(term));
    else terms.push(`(${term.map(comparisonOf).join(' or ')})`);
  }
  return terms.join(' and ');
}

function rangeOf(key: string, { from, until }: KeyRange = {}): string[] {
  const terms: string[] = [];
  if (from) terms.push(`${key} ge ${literalOf(from)}`);
  if (until) terms.push(`${key} lt ${literalOf(until)}`);
  return terms;
}

function comparisonOf({ property, operator, value }: Comparison): string {
  return `${property} ${operator} ${literalOf(value)}`;
}

/** The literal whose type is that of the stored value: a comparison only meets values of its literal's type. */
function literalOf(value: Value): string {
  switch (typeof value) {
    case 'string':
      return `'${value.replaceAll("'", "''")}'`;
    case 'bigint':
      return `${value}L`;
    case 'number':
      return doubleOf(value);
    case 'boolean':
      return String(value);
  }
}

/** Always with a decimal point, without which it would be an Edm.Int32, and never with an exponent, which Azurite does not read. */
function doubleOf(value: number): string {
  const text = String(value);
  const scientific = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (scientific === null) return text.includes('.') ? text : `${text}.0`;
  const [, sign = '', whole = '', fraction = '', power = ''] = scientific;
  const exponent = Number(power);
  const digits = whole + fraction;
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  return `${sign}${digits.padEnd(exponent + 1, '0')}.0`;
}
