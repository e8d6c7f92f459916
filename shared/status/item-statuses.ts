/** The status by category, resource and road. */
import { categoryNamed } from '../categories/index.ts';
import { faultyLookOf, lastErrorOf } from './last-error.ts';
import type { JudgedRoad } from './road-status.ts';
import type { ItemStatus, State, StatusFacts } from './status.ts';

/** What arrived by a road; `at` is absent where a road could not be asked for a category of which nothing arrived. */
interface Item {
  readonly slug: string;
  readonly resource: string;
  readonly source: string;
  readonly at?: string;
}

/** In order of category, resource and road. `roads` are by source. */
export function itemStatuses({ latest, off }: StatusFacts, roads: ReadonlyMap<string, JudgedRoad>): ItemStatus[] {
  const ofCategories = latest.looks.filter(({ slug }) => slug !== '');
  const looks = Map.groupBy(ofCategories, pathOf);
  const arrived = new Set(latest.arrivals.map(pathOf));
  const unasked = [...looks.values()]
    .filter((rows) => faultyLookOf(rows, undefined))
    .flatMap((rows) => rows.slice(0, 1))
    .filter((look) => !arrived.has(pathOf(look)))
    .map(({ slug, source }): Item => ({ slug, source, resource: '' }));

  const statusOf = (item: Item): ItemStatus => {
    const { slug, resource, source, at } = item;
    const { road, look: roadLook } = roads.get(source) ?? {};
    // What the road brought and was rejected says nothing about this category.
    const look =
      faultyLookOf(looks.get(pathOf(item)) ?? [], at) ?? (roadLook?.ended === 'failed' ? roadLook : undefined);
    const failing = look !== undefined && look.class !== 'nothing' && road?.setting !== 'unset';
    const state: State = off.has(slug) ? 'paused' : failing ? 'failing' : at === undefined ? 'never' : 'ok';
    const category = categoryNamed(slug)?.name ?? slug;
    return { resource, category, source, state, newest: at ?? null, lastError: lastErrorOf(look) };
  };
  return [...latest.arrivals, ...unasked]
    .map(statusOf)
    .map((item) => ({ item, key: `${item.category}\n${item.resource}\n${item.source}` }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);
}

const pathOf = ({ source, slug }: { readonly source: string; readonly slug: string }) => `${source} ${slug}`;
