/** Brings what is stored of a communication to what its records tell: anchor, row, pointers, then what it left behind. */

import type { CommunicationOutcome } from '../../outcomes/communication-outcomes.ts';
import { notBefore } from '../../retention.ts';
import type { Services } from '../../services.ts';
import type { Key } from '../../storage/communication-keys.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import type { Entity, Stored, TableStore } from '../../storage/table-store.ts';
import { transactIn } from '../../storage/transact-in.ts';
import { communicationOf } from '../communication-of.ts';
import { askDirectory } from './ask-directory.ts';
import { noteChange } from './changes.ts';
import { fromRow, leftRow, type StoredCommunication, toRow } from './communication-row.ts';
import { identify } from './identify.ts';
import { keptNames } from './kept-names.ts';
import { type Location, locationFrom, locationOf, locationText } from './location.ts';
import { type Anchor, placeText, pointerRow } from './pointers.ts';
import { release } from './release.ts';
import { placesOf, type Survey } from './survey.ts';
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

const hourMs = 3_600_000;
const concurrency = 16;

/**
 * Every write is conditional on what the survey saw; `again`: something had changed. An anchor names the place of the row
 * before the row is there, and all places that it may have left until a mark stands there: so whoever comes after a process
 * that ended finds everything, and one who was slow meets the mark.
 */
export async function writeCommunication(
  services: Services,
  surveyed: Survey,
  contested: Map<string, Location>,
): Promise<Gathered | 'again'> {
  const { closure, anchors, locations, rows, leads } = surveyed;
  const { store, clock } = services;
  const { members } = closure;
  if (members.length === 0) {
    for (const known of anchors.values()) if (!(await release(services, known))) return 'again';
    return { outcome: 'nothing', records: 0 };
  }
  const { id, place, key } = identify(members);
  const records = members.map(({ record }) => record);
  const { settings } = services;
  const before = [...anchors.values()].flatMap(({ stored }) => (stored ? [stored] : []));
  const asked = await askDirectory(services);
  const kept = asked ? undefined : keptNames(before);
  const told = communicationOf(records, {
    id,
    now: clock().getTime(),
    staleMs: (kind) => settings.STALE_HOURS[kind] * hourMs,
    directory: asked ?? kept?.ask,
    truncated: closure.truncated,
  });
  const communication = kept?.isMissing() ? { ...told, outcome: 'WAIT_LOOKUP' as const } : told;
  if (Date.parse(communication.start) < notBefore(services)) return { outcome: 'nothing', records: 0 };
  const at = locationOf(communication);
  const spans = closure.spans.toSorted(byKey).flatMap((one) => one.spans());

  const target = placeText(place);
  const known = anchors.get(target);
  const there = locations.get(locationText(at));
  const standing = there && fromRow(there);
  const isSame = standing !== undefined && isEqual(standing, { communication, spans });
  const olds = leftBy(surveyed, at);
  const clean = known !== undefined && !known.anchor.released && locationText(known.anchor.at) === locationText(at);

  const anchor: Anchor = { at, olds, released: false };
  let tag = known?.row.etag;
  if (!clean || olds.length !== known.anchor.olds.length) {
    tag = await put(store, place.table, pointerRow(place, anchor), rows.get(target)?.row);
    if (tag === undefined) return 'again';
  }
  const waitUntil = waitsUntil(services, communication);
  if (!isSame) {
    // To a record that carries no key, nothing but its id leads.
    const lone = key.kind === 'record' ? members[0]?.id : undefined;
    const seed = { key, first: Date.parse(communication.newest), record: lone };
    if (waitUntil !== undefined) await waitFor(services, id, seed, waitUntil);
    await touchDay(services, at.table);
    const changed = await noteChange(services, id, at);
    const created = Math.min(changed, ...before.map((one) => one.created));
    const row = toRow(at, { communication, spans, created, changed });
    if ((await put(store, at.table, row, there)) === undefined) {
      contested.set(locationText(at), at);
      return 'again';
    }
  }
  let lost = false;
  const pointers = new Map(
    [...placesOf(closure), ...[...anchors.values()].map((one) => one.place)].map((one) => [placeText(one), one]),
  );
  pointers.delete(target);
  const moves = [...pointers].map(([name, from]) => async () => {
    if (leads.get(name) === target) return;
    const written = await put(store, from.table, pointerRow(from, { to: place }), rows.get(name)?.row);
    if (written === undefined) lost = true;
  });
  await runBounded(concurrency, moves);
  if (lost) return 'again';
  for (const old of olds) {
    const row = locations.get(locationText(old));
    if (row && fromRow(row) === undefined) continue;
    await touchDay(services, old.table);
    if ((await put(store, old.table, leftRow(old), row)) === undefined) return 'again';
  }
  if (olds.length > 0) {
    const settled = pointerRow(place, { ...anchor, olds: [] });
    if ((await put(store, place.table, settled, { ...settled, etag: tag ?? '' })) === undefined) return 'again';
  }
  const { outcome: became } = communication;
  return { outcome: isSame ? 'same' : 'stored', id, records: members.length, became, waitUntil };
}

/** Where rows may stand that are not the one it will have. */
function leftBy({ anchors }: Survey, at: Location): Location[] {
  const places = new Set<string>();
  for (const { anchor } of anchors.values())
    for (const one of [anchor.at, ...anchor.olds]) places.add(locationText(one));
  places.delete(locationText(at));
  return [...places].sort().map(locationFrom);
}

function byKey({ key: a }: { key: Key }, { key: b }: { key: Key }): number {
  return `${a.kind} ${a.hash}` < `${b.kind} ${b.hash}` ? -1 : 1;
}

function isEqual(a: Pick<StoredCommunication, 'communication' | 'spans'>, b: typeof a): boolean {
  return JSON.stringify([a.communication, a.spans]) === JSON.stringify([b.communication, b.spans]);
}

/** Inserts a row, or replaces what the survey saw there. The new tag; undefined when it was not so any more. */
async function put(
  store: TableStore,
  table: string,
  entity: Entity,
  seen: Stored | undefined,
): Promise<string | undefined> {
  const result = await transactIn(store, table, [
    seen ? { kind: 'replace', entity, etag: seen.etag } : { kind: 'insert', entity },
  ]);
  return 'etags' in result ? (result.etags[0] ?? '') : undefined;
}
