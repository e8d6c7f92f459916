/** Finds the records that carry a value, by the lookups written with them; nothing is scanned but hours of common values. */

import { allCategories } from '../categories/index.ts';
import { dateOf } from '../storage/keys.ts';
import { lookupForm } from '../storage/lookup-form.ts';
import type { LookupHash } from '../storage/lookup-hash.ts';
import { toCursor } from './cursor.ts';
import type { FindQuery } from './find-query.ts';
import { getRecord } from './get-record.ts';
import { type Hit, type HitItem, hitOfRecord } from './hit.ts';
import { hitSupply } from './hit-supply.ts';
import { lookupPages } from './lookup-pages.ts';
import { merge } from './merge.ts';
import { comparePositions, isBefore, type Position, placeBefore } from './position.ts';
import { deadline, pageMs, type Reading } from './reading.ts';

export interface Found {
  /** Newest first. A lookup is written before its record: one whose record was never written leads to a 404. */
  readonly items: readonly HitItem[];
  readonly next: string | null;
  /** Where it was looked for: UTC, and slugs; `off`: categories that are switched off. */
  readonly searched: {
    readonly from: string;
    readonly until: string;
    readonly categories: readonly string[];
    readonly off: readonly string[];
  };
  /** What categories never carry; only where nothing was found. Categories of which records have arrived come first. */
  readonly hints?: readonly { readonly category: string; readonly hint: string }[];
  /** How far it looked, where time ran out (UTC). */
  readonly searchedTo?: string;
}

export interface FindContext {
  readonly reading: Reading;
  readonly hashOf: LookupHash;
  /** Slugs of the categories that are switched off. */
  readonly off: ReadonlySet<string>;
  readonly today: Date;
  /** Slugs of the categories of which records have arrived; asked for only where nothing was found. */
  readonly arrived: () => Promise<ReadonlySet<string>>;
}

/** At most one request for each month, one for each further thousand hits, and those of the hours of common values. */
export async function findValue(context: FindContext, query: FindQuery): Promise<Found> {
  const { reading, hashOf, off, today } = context;
  const { store } = reading;
  const { limit, mark, value, from } = query;
  const start = placeBefore(query.until);
  const after = query.after && isBefore(start, query.after) ? query.after : start;
  const tables = (await store.listTables('Lookups')).filter((table) => /^Lookups\d{6}$/.test(table));
  const pages = lookupPages(store, hashOf(value), tables, after.time, from);
  const supply = hitSupply({ reading, pages, form: lookupForm(value), after, from });
  const found = merge(supply, deadline(reading, pageMs));
  const hits: Hit[] = query.after ? [] : await itself(reading, query);
  let stopped: Position | undefined;
  for await (const step of found.steps) {
    const last = hits.at(-1);
    if (step.kind === 'stopped') stopped = step.at;
    else if (!last || comparePositions(last.position, step.item.position) !== 0) hits.push(step.item);
    if (hits.length === limit) break;
  }
  const last = stopped ?? (found.more() ? hits.at(-1)?.position : undefined);
  const nothing = hits.length === 0 && !query.after && !stopped;
  return {
    items: hits.map(({ item }) => item),
    next: last ? toCursor(mark, [last.time, last.identity, last.slug]) : null,
    searched: {
      from: query.fromText ?? startOfOldest(tables) ?? today.toISOString(),
      until: query.untilText ?? today.toISOString(),
      categories: allCategories.map(({ slug }) => slug),
      off: [...off],
    },
    ...(nothing ? { hints: hintsOf(await context.arrived()) } : {}),
    ...(stopped ? { searchedTo: new Date(stopped.time).toISOString() } : {}),
  };
}

/** The record whose own id was asked for. */
async function itself(reading: Reading, { value, from, until }: FindQuery): Promise<Hit[]> {
  const got = await getRecord(reading, value.trim());
  if (got.outcome !== 'found' || got.record.time < from || got.record.time >= until) return [];
  const { record } = got;
  const position = { time: record.time, identity: record.identity, slug: record.category.slug };
  const hit = hitOfRecord({ record, position, whole: true }, lookupForm(value));
  return [{ ...hit, item: { ...hit.item, columns: ['id'] } }];
}

function hintsOf(arrived: ReadonlySet<string>): NonNullable<Found['hints']> {
  const first = allCategories.filter(({ slug }) => arrived.has(slug));
  const rest = allCategories.filter(({ slug }) => !arrived.has(slug));
  return [...first, ...rest].flatMap(({ slug, hints }) => hints.map((hint) => ({ category: slug, hint })));
}

/** When the month of the oldest table begins. */
function startOfOldest(tables: readonly string[]): string | undefined {
  const oldest = tables.toSorted()[0]?.slice('Lookups'.length);
  return oldest && `${dateOf(`${oldest}01`)}T00:00:00.000Z`;
}
