/** Whether a row matches a filter, as Table Storage decides it; the meaning that both drivers share. */

import type { Comparison, Entity, Filter } from './table-store.ts';

/**
 * A property that is absent, or of another type than the literal, matches no operator, `ne` included. Text compares by
 * UTF-16 code unit.
 */
export function matches(filter: Filter, entity: Entity): boolean {
  for (const term of filter) {
    if (!('property' in term ? holds(term, entity) : term.some((comparison) => holds(comparison, entity))))
      return false;
  }
  return true;
}

function holds({ property, operator, value }: Comparison, entity: Entity): boolean {
  const actual = entity[property];
  if (actual === undefined || typeof actual !== typeof value) return false;
  switch (operator) {
    case 'eq':
      return actual === value;
    case 'ne':
      return actual !== value;
    case 'lt':
      return actual < value;
    case 'le':
      return actual <= value;
    case 'gt':
      return actual > value;
    case 'ge':
      return actual >= value;
  }
}
