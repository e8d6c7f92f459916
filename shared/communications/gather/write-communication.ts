/** Brings what is stored of a communication to what its records tell: anchor, row, pointers, then what it left behind. */
import type { CommunicationOutcome } from '../../outcomes/communication-outcomes.ts';
import { isShown } from '../../retention/is-shown.ts';
import { retentionOf } from '../../retention/retention-of.ts';
import type { Services } from '../../services.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import { noteChange, writerMs } from './changes.ts';
import { fromRow, isLeft, leftRow, type StoredCommunication, toRow } from './communication-row.ts';
import { locationText, readLocation } from './location.ts';
import { placesOf } from './places-of.ts';
import { type Plan, planOf } from './plan.ts';
import { type Anchor, placeText, pointerRow } from './pointers.ts';
import { put, putWhereThere } from './put.ts';
import { release } from './release.ts';
import { hasLostRecords, settleKept } from './settle-kept.ts';
import type { KnownAnchor, Remembered, Survey } from './survey.ts';
import { touchDay } from './touch-day.ts';
import { waitFor, waitsUntil } from './wait-for.ts';

/**
 * `stored`: written anew or changed. `same`: what is stored is what its records tell. `nothing`: there is no record, or it
 * is past the retention.
 */
export interface Gathered {
  readonly outcome: 'stored' | 'same' | 'nothing';
  readonly id?: string;
  readonly records: number;
  /** What became of the communication. */
  readonly became?: CommunicationOutcome;
  /** When to look again (ms), while something is missing. */
  readonly waitUntil?: number | undefined;
}

const concurrency = 16;

/**
 * Every write is conditional on what the survey saw; `again`: something had changed. An anchor names the place of the row
 * before the row is there, and all places that it may have left until a mark stands there: so whoever comes after a process
 * that ended finds everything, and one who was slow meets the mark.
 */
export async function writeCommunication(
  services: Services,
  surveyed: Survey,
  remembered: Remembered,
): Promise<Gathered | 'again'> {
  const { anchors, closure, rows, locations } = surveyed;
  const { members } = closure;
  const retention = await retentionOf(services);
  const kept = [...anchors.values()].find((one) => hasLostRecords(one, members, retention));
  if (kept) return settleKept(services, kept);
  if (members.length === 0) return letGo(services, anchors.values());
  const plan = await planOf(services, surveyed, members);
  const { communication, at, olds, place } = plan;
  if (Math.min(Date.parse(communication.start), knownStart(anchors.values())) < retention.notBefore())
    return { outcome: 'nothing', records: 0 };
  if (!isShown(retention, communication)) return takeDown(services, anchors.values());

  const known = anchors.get(placeText(place));
  const isThere = known && !known.anchor.released && locationText(known.anchor.at) === locationText(at);
  const anchor: Anchor = { at, olds, released: false };
  let tag = known?.row.etag;
  // The places that it may have left hold those that the anchor names already: as many are the same.
  if (!isThere || olds.length !== known.anchor.olds.length) {
    tag = await put(services.store, place.table, pointerRow(place, anchor), rows.get(placeText(place))?.row);
    if (tag === undefined) return 'again';
  }
  const waitUntil = waitsUntil(services, communication);
  if (!isStanding(surveyed, plan)) {
    if (!(await writeRow(services, surveyed, plan, waitUntil))) {
      remembered.contested.set(locationText(at), at);
      return 'again';
    }
    remembered.wrote = true;
  }
  if (!(await movePointers(services, surveyed, plan))) return 'again';
  for (const old of olds) {
    const row = locations.get(locationText(old));
    if (row && isLeft(row)) continue;
    await touchDay(services, old.table);
    if (!(await putWhereThere(services.store, old.table, leftRow(old, row), row))) return 'again';
  }
  if (olds.length > 0) {
    const settled = pointerRow(place, { ...anchor, olds: [] });
    if ((await put(services.store, place.table, settled, { ...settled, etag: tag ?? '' })) === undefined)
      return 'again';
  }
  const { id, outcome: became } = communication;
  return { outcome: remembered.wrote ? 'stored' : 'same', id, records: members.length, became, waitUntil };
}

/** When it began (ms), as far as pointers tell: the records that said so may be gone. */
function knownStart(anchors: Iterable<KnownAnchor>): number {
  return Math.min(...[...anchors].map(({ anchor: { at } }) => readLocation(at.table, at.rowKey).start));
}

/** Takes away what stands and is to be shown no more; that it was there is still told by its anchor. */
async function takeDown(services: Services, anchors: Iterable<KnownAnchor>): Promise<Gathered | 'again'> {
  const { store } = services;
  for (const { anchor, stored } of anchors) {
    const { at } = anchor;
    const row = stored && (await store.get(at.table, at.partitionKey, at.rowKey));
    if (!row || isLeft(row)) continue;
    await touchDay(services, at.table);
    if (!(await putWhereThere(store, at.table, leftRow(at, row), row))) return 'again';
  }
  return { outcome: 'nothing', records: 0 };
}

/** Takes away what stands. */
async function letGo(services: Services, anchors: Iterable<KnownAnchor>): Promise<Gathered | 'again'> {
  for (const known of anchors) if (!(await release(services, known))) return 'again';
  return { outcome: 'nothing', records: 0 };
}

function isStanding({ locations }: Survey, { at, communication, spans }: Plan): boolean {
  const row = locations.get(locationText(at));
  const standing = row && fromRow(row);
  const both = (one: Pick<StoredCommunication, 'communication' | 'spans'>) =>
    JSON.stringify([one.communication, one.spans]);
  return standing !== undefined && both(standing) === both({ communication, spans });
}

/** The row, with its mark, its day and its change noted before. False when something else stood there. */
async function writeRow(
  services: Services,
  { anchors, locations, closure }: Survey,
  { communication, spans, at, key }: Plan,
  waitUntil: number | undefined,
): Promise<boolean> {
  const { store, clock } = services;
  const { id } = communication;
  if (waitUntil !== undefined) {
    // To a record that carries no key, nothing but its id leads.
    const record = key.kind === 'record' ? closure.members[0]?.id : undefined;
    const own = spans.findLast((span) => span.key.kind === key.kind && span.key.hash === key.hash);
    await waitFor(services, id, { key, first: own?.last ?? Date.parse(communication.newest), record }, waitUntil);
  }
  let seen = locations.get(locationText(at));
  for (;;) {
    await touchDay(services, at.table);
    const changed = await noteChange(services, id, at);
    const created = Math.min(changed, ...[...anchors.values()].map(({ stored }) => stored?.created ?? changed));
    const row = toRow(at, { communication, spans, created, changed });
    const etag = await put(store, at.table, row, seen);
    if (etag === undefined) return false;
    // Readers of the feed are past what took longer: it is noted once more.
    if (clock().getTime() - changed <= writerMs) return true;
    seen = { ...row, etag };
  }
}

async function movePointers(services: Services, surveyed: Survey, { place }: Plan): Promise<boolean> {
  const { closure, anchors, rows, leads } = surveyed;
  const target = placeText(place);
  const places = [...placesOf(closure), ...[...anchors.values()].map((one) => one.place)];
  let moved = true;
  const moves = [...new Map(places.map((one) => [placeText(one), one]))]
    .filter(([name]) => name !== target && leads.get(name) !== target)
    .map(([name, from]) => async () => {
      const written = await put(services.store, from.table, pointerRow(from, { to: place }), rows.get(name)?.row);
      if (written === undefined) moved = false;
    });
  await runBounded(concurrency, moves);
  return moved;
}
