/** The categories that a query names. */
import type { Category } from '../categories/define.ts';
import { allCategories, categoryNamed, unknownCategory } from '../categories/index.ts';
import type { Issue } from '../issue.ts';
import { nearestName } from './nearest-name.ts';

/**
 * The categories of `category` parameters (repeated, or lists with commas), each by wire name, alias, table or slug, in the
 * order of the table; undefined when none is named. A name that no row knows is a mistake, for it is most likely a typing
 * error; records of categories that Commlog does not know are found in `other` by their label.
 */
export function readChosenCategories(params: URLSearchParams, issues: Issue[]): readonly Category[] | undefined {
  const given = params.getAll('category');
  if (given.length === 0) return undefined;
  const chosen = new Set<Category>();
  const names = given.flatMap((value) => value.split(',')).map((name) => name.trim());
  for (const name of names) {
    const category = name === '' ? undefined : categoryNamed(name);
    if (category) chosen.add(category);
    else issues.push({ path: 'category', message: unknownName(name) });
  }
  return allCategories.filter((category) => chosen.has(category));
}

/** What is said of a name that no category has. */
export function unknownName(name: string): string {
  if (name === '') return `names no category; there are ${allCategories.map(({ slug }) => slug).join(', ')}`;
  const nearest = nearestName(
    name,
    allCategories.flatMap(({ slug, name, table }) => [slug, name, table]),
  );
  const guess = nearest ? `did you mean ${nearest}? ` : '';
  const shown = name.slice(0, 80);
  return (
    `there is no category "${shown}"; ${guess}` +
    `Records of a category that Commlog does not know: category=${unknownCategory.slug}&Category=${encodeURIComponent(shown)}`
  );
}
