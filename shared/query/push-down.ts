/** What of the conditions Table Storage can decide: a coarser filter, never one that leaves out a record that meets them. */
import type { Column } from '../categories/columns.ts';
import { toValue } from '../storage/record-entity.ts';
import type { Comparison, Filter, Value } from '../storage/table-store.ts';
import type { Condition } from './condition.ts';

/** A query makes 15 comparisons at most; a range of partitions and one of rows take four. */
const mostComparisons = 11;
/** Of what a query's address may hold, with room for the selection. */
const mostCharacters = 8000;
/** Longer values of large records stand in other rows (`storage/record-entity.ts`), where no filter sees them. */
const shortChars = 1024;

type Group = readonly Comparison[];

export interface PushedDown {
  readonly filter: Filter;
  /** Storage decides all there is to decide: every row it gives is one of those asked for. */
  readonly complete: boolean;
}

/** The filter of the conditions: those that ask for equality first, for they leave out most. */
export function pushDown(conditions: readonly Condition[]): PushedDown {
  const filter: (Comparison | Group)[] = [];
  let comparisons = 0;
  let characters = 0;
  let complete = true;
  const ordered = [...conditions].sort((a, b) => Number(b.operator === 'eq') - Number(a.operator === 'eq'));
  for (const condition of ordered) {
    const groups = groupsOf(condition);
    const count = groups?.reduce((sum, group) => sum + group.length, 0) ?? 0;
    const size = groups?.flat().reduce((sum, one) => sum + sizeOf(one), 0) ?? 0;
    if (!groups || comparisons + count > mostComparisons || characters + size > mostCharacters) {
      complete = false;
      continue;
    }
    if (groups.some((group) => group.some(({ property }) => property === 'parts'))) complete = false;
    filter.push(...groups.map((group) => (group.length === 1 ? (group[0] as Comparison) : group)));
    comparisons += count;
    characters += size;
  }
  return { filter, complete };
}

/** All groups must hold, in each any comparison; undefined when storage cannot tell. */
function groupsOf({ column, operator, values }: Condition): readonly Group[] | undefined {
  const [first] = values;
  if (first === undefined || operator === 'ne' || operator === 'exists') return undefined;
  const property = column.name;
  if (operator === 'eq' || operator === 'in') {
    if (values.some((value) => typeof value === 'string' && value.length > shortChars)) return undefined;
    return [values.map((value) => ({ property, operator: 'eq', value: toValue(column, value) }))];
  }
  if (operator === 'startsWith') {
    const prefix = String(first);
    if (!comparesAlike(prefix)) return undefined;
    const after = prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
    return [
      orLarge(column, { property, operator: 'ge', value: prefix }),
      orLarge(column, { property, operator: 'lt', value: after }),
    ];
  }
  if (typeof first === 'string' && !comparesAlike(first)) return undefined;
  return [orLarge(column, { property, operator: storageOperators[operator], value: toValue(column, first) })];
}

const storageOperators = { lt: 'lt', lte: 'le', gt: 'gt', gte: 'ge' } as const;

/** A text may be so long that the row has only a mark that it stands elsewhere. */
function orLarge(column: Column, comparison: Comparison): Group {
  const mayBeLong = typeof comparison.value === 'string' && column.type !== 'time';
  return mayBeLong ? [comparison, { property: 'parts', operator: 'eq', value: true }] : [comparison];
}

/** Beyond ASCII the services' order of texts need not be that of code units. */
function comparesAlike(text: string): boolean {
  return text.length <= shortChars && /^[ -~]+$/.test(text);
}

/** Characters that the comparison takes in the address of a request, percent-encoded. */
function sizeOf({ property, value }: { property: string; value: Value }): number {
  return property.length + 30 + (typeof value === 'string' ? encodeURIComponent(value.toWellFormed()).length : 24);
}
