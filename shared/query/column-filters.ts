/** The parameters of a query string that name columns: `ResultType=Failed`, `DurationMs.gte=1000`. */
import { nameForm } from '../categories/columns.ts';
import type { Category } from '../categories/define.ts';
import { allCategories } from '../categories/index.ts';
import { Unreadable } from '../categories/read-value.ts';
import type { Issue } from '../issue.ts';
import { type Condition, type Operator, operators } from './condition.ts';
import { nearestName } from './nearest-name.ts';
import { readCondition } from './read-condition.ts';

/** A category that a query looks through, and what its records must meet. */
export interface CategoryConditions {
  readonly category: Category;
  readonly conditions: readonly Condition[];
}

/**
 * Conditions by category, of all parameters that `known` does not name. A category without a column that is asked about, or
 * whose column cannot hold the value, is left out. `eq` given several times means any of the values; everything else must
 * hold together.
 */
export function readColumnFilters(
  params: URLSearchParams,
  known: readonly string[],
  categories: readonly Category[],
  issues: Issue[],
): readonly CategoryConditions[] {
  let kept: readonly CategoryConditions[] = categories.map((category) => ({ category, conditions: [] }));
  for (const path of new Set(params.keys())) {
    if (known.includes(path)) continue;
    const filter = readFilter(path, params.getAll(path), categories, known);
    if ('message' in filter) {
      issues.push(filter);
      continue;
    }
    const both = kept.flatMap(({ category, conditions }) => {
      const more = filter.conditions.get(category);
      return more ? [{ category, conditions: [...conditions, ...more] }] : [];
    });
    if (both.length === 0)
      issues.push({ path, message: 'no category has this column and all others that are asked about' });
    else kept = both;
  }
  return kept;
}

/** The conditions of one parameter, by the categories that can meet them. */
function readFilter(
  path: string,
  given: readonly string[],
  categories: readonly Category[],
  known: readonly string[],
): { readonly conditions: ReadonlyMap<Category, readonly Condition[]> } | Issue {
  const [name, written] = partsOf(path);
  const operator = operators.find((one) => one.toLowerCase() === written.toLowerCase());
  if (operator === undefined)
    return { path, message: `"${written}" is no operator; there are ${operators.join(', ')}` };
  const conditions = new Map<Category, readonly Condition[]>();
  let unreadable: Unreadable | undefined;
  for (const category of categories) {
    const read = conditionsOf(category, name, operator, given);
    if (read instanceof Unreadable) unreadable ??= read;
    else if (read) conditions.set(category, read);
  }
  if (conditions.size > 0) return { conditions };
  return { path, message: unreadable?.message ?? unknownColumn(name, categories, known) };
}

function partsOf(path: string): readonly [name: string, operator: string] {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? [path, 'eq'] : [path.slice(0, dot), path.slice(dot + 1)];
}

/** Undefined when the category has no such column. */
function conditionsOf(
  category: Category,
  name: string,
  operator: Operator,
  given: readonly string[],
): readonly Condition[] | Unreadable | undefined {
  const column = category.columnNamed(name);
  const reader = column && category.readers.get(column.name);
  if (!column || !reader) return undefined;
  const conditions: Condition[] = [];
  for (const texts of operator === 'eq' ? [given] : given.map((text) => [text])) {
    const condition = readCondition(column, reader, operator, texts);
    if (condition instanceof Unreadable) return condition;
    conditions.push(condition);
  }
  return conditions;
}

function unknownColumn(name: string, categories: readonly Category[], known: readonly string[]): string {
  const having = allCategories.filter((category) => category.columnNamed(name));
  if (having.length > 0) return `is a column of ${slugs(having)}, not of ${slugs(categories)}`;
  const columns = new Map(
    categories.flatMap((category) => category.columns.map((column) => [nameForm(column.name), column.name])),
  );
  const nearest = nearestName(nameForm(name), [...known, ...columns.keys()]);
  const guess = nearest ? `; did you mean ${columns.get(nearest) ?? nearest}?` : '';
  return `is no parameter and no column${guess}`;
}

function slugs(categories: readonly Category[]): string {
  return categories.map(({ slug }) => slug).join(', ');
}
