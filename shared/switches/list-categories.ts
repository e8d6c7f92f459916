/** The categories with what is switched on, what was dropped and when each last arrived. */

import { type NewestArrival, readArrivals } from '../arrivals/arrivals.ts';
import type { Category } from '../categories/define.ts';
import { allCategories } from '../categories/index.ts';
import type { Services } from '../services.ts';
import { type DroppedDay, readDropped } from './dropped.ts';
import { readSwitchedOff } from './switches.ts';

export interface CategoryState extends Pick<Category, 'name' | 'table' | 'slug' | 'title' | 'purpose' | 'retired'> {
  readonly enabled: boolean;
  /** The last 30 days, newest first. */
  readonly dropped: readonly DroppedDay[];
  /** Newest first. */
  readonly newest: readonly NewestArrival[];
}

/** Every category, in the order of the table; three queries, asked together, of the store as it is now. */
export async function listCategories(services: Services): Promise<CategoryState[]> {
  const [off, dropped, arrivals] = await Promise.all([
    readSwitchedOff(services),
    readDropped(services),
    readArrivals(services),
  ]);
  return allCategories.map(({ name, table, slug, title, purpose, retired }) => ({
    ...{ name, table, slug, title, purpose, retired },
    enabled: !off.has(slug),
    dropped: dropped.get(slug) ?? [],
    newest: arrivals.get(slug) ?? [],
  }));
}
