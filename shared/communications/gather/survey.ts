/** What is stored of a communication and what its records are, read so that nothing written meanwhile is overlooked. */
import type { StoredRecord } from '../../categories/record.ts';
import type { Services } from '../../services.ts';
import { type KeyPlace, keyPlace } from '../../storage/communication-keys.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import type { Stored } from '../../storage/table-store.ts';
import { type Closure, closureOf, type Seed } from './closure.ts';
import { fromRow, type KeySpan, type StoredCommunication, spansOf } from './communication-row.ts';
import { type Location, locationText } from './location.ts';
import { lookupMonths } from './months.ts';
import { followerPlacesOf, placesOf } from './places-of.ts';
import { type Anchor, placeText, resolve } from './pointers.ts';

export interface KnownAnchor {
  readonly place: KeyPlace;
  readonly row: Stored;
  readonly anchor: Anchor;
  /** What stands where it leads. */
  readonly stored: StoredCommunication | undefined;
  /** The keys of what stands there, or stood before it was deleted. */
  readonly spans: readonly KeySpan[];
}

export interface Survey {
  readonly closure: Closure;
  /** A communication that has as many records as it may: they were not read. */
  readonly isFull: boolean;
  /** Every row of `Keys` that was looked at, by {@link placeText}. */
  readonly rows: ReadonlyMap<string, { readonly place: KeyPlace; readonly row: Stored | undefined }>;
  /** Where each of those leads in the end. */
  readonly leads: ReadonlyMap<string, string | undefined>;
  readonly anchors: ReadonlyMap<string, KnownAnchor>;
  /** Rows of communications, by {@link locationText}, as they were before the records were read. */
  readonly locations: ReadonlyMap<string, Stored | undefined>;
}

const concurrency = 16;

/** What one attempt leaves for the next. */
export interface Remembered {
  readonly records: Map<string, StoredRecord>;
  /** Where something stood that no anchor leads to. */
  readonly contested: Map<string, Location>;
  /** The communication was written; what came then may have failed. */
  wrote: boolean;
}

export async function survey(
  services: Services,
  seeds: readonly Seed[],
  { records: known, contested }: Remembered,
): Promise<Survey> {
  const { store } = services;
  const hashOf = await services.hash();
  const rows = new Map<string, { place: KeyPlace; row: Stored | undefined }>();
  const leads = new Map<string, string | undefined>();
  const anchors = new Map<string, KnownAnchor>();
  const locations = new Map<string, Stored | undefined>();

  async function peek(location: Location): Promise<Stored | undefined> {
    const name = locationText(location);
    if (!locations.has(name))
      locations.set(name, await store.get(location.table, location.partitionKey, location.rowKey));
    return locations.get(name);
  }

  /** Whether it led to an anchor that was not known. */
  async function look(place: KeyPlace): Promise<boolean> {
    if (rows.has(placeText(place)) && leads.has(placeText(place))) return false;
    const resolved = await resolve(store, place);
    for (const [name, row] of resolved.rows) rows.set(name, row);
    const found = resolved.anchor;
    for (const name of resolved.rows.keys()) leads.set(name, found && placeText(found.place));
    if (!found || anchors.has(placeText(found.place))) return false;
    const row = await peek(found.anchor.at);
    for (const old of found.anchor.olds) await peek(old);
    anchors.set(placeText(found.place), { ...found, stored: row && fromRow(row), spans: row ? spansOf(row) : [] });
    return true;
  }

  for (const location of contested.values()) await peek(location);
  await runBounded(
    concurrency,
    seeds.map(
      ({ key, first }) =>
        () =>
          look(keyPlace(key, first)).then(() => {}),
    ),
  );
  for (;;) {
    // One that is too large grows no more: reading all of it again for each record would be all that is done.
    if ([...anchors.values()].some(isFull)) return { closure: nothing, isFull: true, rows, leads, anchors, locations };
    const spans = [...anchors.values()].flatMap((anchor) => anchor.spans);
    const months = lookupMonths(store);
    const closure = await closureOf({ store, hashOf, months, known }, [...seeds, ...spans]);
    const before = anchors.size;
    const all = [...placesOf(closure), ...followerPlacesOf(closure)];
    const places = all.filter((place) => !leads.has(placeText(place)));
    await runBounded(
      concurrency,
      places.map((place) => () => look(place).then(() => {})),
    );
    // What was written before an anchor was looked at may not have been seen: the records are read once more.
    if (anchors.size === before) return { closure, isFull: false, rows, leads, anchors, locations };
  }
}

const nothing: Closure = { members: [], spans: [], truncated: false, full: false };

function isFull({ anchor, stored }: KnownAnchor): boolean {
  return !anchor.released && stored?.communication.full === true;
}
