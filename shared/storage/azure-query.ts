/** A query as the parameters of Table Storage's REST interface, and the rows of its answer. */

import { fromWire } from './azure-batch.ts';
import { fromContinuation, toContinuation } from './continuation.ts';
import { matches } from './filter.ts';
import { odataFilter } from './odata-filter.ts';
import type { Query, Stored } from './table-store.ts';

const nextPartition = 'x-ms-continuation-NextPartitionKey';
const nextRow = 'x-ms-continuation-NextRowKey';

/** https://learn.microsoft.com/rest/api/storageservices/query-entities */
export function parametersOf(query: Query): Record<string, string | undefined> {
  const [partition, row] = query.continuation === undefined ? [] : fromContinuation(query.continuation);
  return {
    $filter: odataFilter(query),
    // The filter's properties come too, for the second look of rowsOf.
    $select: query.select && ['PartitionKey', 'RowKey', ...new Set([...query.select, ...filteredBy(query)])].join(','),
    $top: query.limit === undefined ? undefined : String(query.limit),
    NextPartitionKey: partition,
    NextRowKey: row,
  };
}

/**
 * The rows of an answer that match the filter here too. Where a literal meets a value of another type, services differ
 * (for Azurite a number equals any text); the second look gives every store one meaning.
 */
export function rowsOf(value: readonly Readonly<Record<string, unknown>>[], query: Query): Stored[] {
  const { filter = [], select } = query;
  const rows = value.map(fromWire);
  const matching = filter.length === 0 ? rows : rows.filter((row) => matches(filter, row));
  const unasked = select === undefined ? [] : filteredBy(query).filter((name) => !select.includes(name));
  for (const row of matching) {
    for (const name of unasked) Reflect.deleteProperty(row, name);
  }
  return matching;
}

/** From the answer's headers; empty at the end. The service may leave out the row, or the partition, never both. */
export function continuationOf(header: (name: string) => string | undefined): { readonly continuation?: string } {
  const [partition, row] = [header(nextPartition), header(nextRow)];
  if (partition === undefined && row === undefined) return {};
  return { continuation: toContinuation(partition ?? '', row ?? '') };
}

function filteredBy({ filter = [] }: Query): string[] {
  return filter.flatMap((term) => ('property' in term ? [term.property] : term.map(({ property }) => property)));
}
