/** Erases a value wherever it stands, for the time of one slice. */
import { categoryNamed } from '../../categories/index.ts';
import { noteErased } from '../../erasure/erased-values.ts';
import { unseal } from '../../erasure/sealed.ts';
import { valuePattern } from '../../erasure/value-pattern.ts';
import { fromCursor } from '../../query/cursor.ts';
import { readFindQuery } from '../../query/find-query.ts';
import { findValue } from '../../query/find-value.ts';
import { readLookupRow } from '../../query/lookup-row.ts';
import { positionOf } from '../../query/position.ts';
import { readingOf } from '../../query/reading.ts';
import { recordRow } from '../../replaced/record-row.ts';
import type { SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { deleteRows } from '../../storage/delete-rows.ts';
import { readRecordId } from '../../storage/keys.ts';
import type { Stored } from '../../storage/table-store.ts';
import { isTombstone } from '../../storage/tombstone.ts';
import { actorOf, type Erase, type PurgeState } from '../purge-state.ts';
import type { SliceOf } from '../slice-of.ts';
import { writersMs } from '../writers.ts';
import { type ErasingValue, eraseAround, isDue } from './erase-around.ts';
import { erasePeople } from './erase-people.ts';
import { eraseWalk } from './erase-walk.ts';
import { recordIn } from './redact-record.ts';

type State = PurgeState & { readonly by: 'value' };

interface Erasure extends ErasingValue {
  readonly state: State;
  readonly value: string;
  readonly isOver: () => boolean;
}

/**
 * From now on nothing of before that carries the value is taken. What lookups lead to goes first, and once more when nobody
 * can be writing who did not know; then the directory; then everything is walked through for what no lookup leads to; then
 * the lookups go. Doing a slice again is harmless. Throws StorageUnavailable.
 */
export async function eraseSlice(services: Services, state: State, limits: SliceLimits): Promise<SliceOf<Erase>> {
  const hashOf = await services.hash();
  const value = unseal(state.sealed, hashOf);
  const { hash, mode, begun, work } = state;
  return phases[work.phase]({
    ...{ services, hashOf, hash, mode, state, value, pattern: valuePattern(value), until: Date.parse(begun.at) },
    isOver: () => limits.signal.aborted || services.clock().getTime() >= limits.until,
  });
}

const phases: Readonly<Record<Erase['phase'], (erasure: Erasure) => Promise<SliceOf<Erase>>>> = {
  async announce({ services, state, hash, until }) {
    await noteErased(services, [hash], until);
    const knownAt = services.clock().getTime() + writersMs;
    return { work: { ...state.work, phase: 'found', knownAt }, done: false };
  },

  async found(erasure) {
    const work = await eraseFound(erasure);
    if (work.cursor !== undefined) return { work, done: false };
    return { work: { ...work, phase: 'again' }, done: false, waitUntil: work.knownAt };
  },

  async again(erasure) {
    const work = await eraseFound(erasure);
    return { work: work.cursor === undefined ? { ...work, phase: 'people' } : work, done: false };
  },

  async people({ services, state, pattern }) {
    const people = await erasePeople(services, pattern, { actor: actorOf(state), dryRun: state.dryRun });
    return { work: { ...state.work, people: state.work.people + people, phase: 'walk' }, done: false };
  },

  async walk(erasure) {
    const { state, isOver } = erasure;
    const { dryRun } = state;
    const work = { ...state.work };
    const place = await eraseWalk(erasure, work, { place: work.place, dryRun, isOver });
    if (place !== 'done') return { work: { ...work, place }, done: false };
    const { place: _, ...walked } = work;
    return { work: { ...walked, phase: 'lookups' }, done: dryRun };
  },

  async lookups({ services: { store }, hash, state, until }) {
    const range = (from: string) => ({ partition: hash.slice(0, 1), rows: { from: `${from}-`, until: `${from}.` } });
    let lookups = (await deleteRows(store, 'Pending', { ...range(`replaced-${hash}`), select: [] })).deleted;
    for (const table of await store.listTables('Lookups')) {
      const isDue = (row: Stored) => endOf(row) <= until;
      lookups += (await deleteRows(store, table, { ...range(hash), select: [] }, { isDue })).deleted;
    }
    return { work: { ...state.work, lookups }, done: true };
  },
};

const hourMs = 3_600_000;

/** When all is past that a lookup leads to (ms): one of an hour leads to all that happened in it. */
function endOf(lookup: Stored): number {
  const row = readLookupRow(lookup);
  return row === undefined ? 0 : row.time + (row.kind === 'hour' ? hourMs : 1);
}

/** Hits of one look; a communication of many records is one of them. */
const hitsAtOnce = 20;

/** Goes on with what lookups lead to, until the time is up; without a cursor it came to the end. */
async function eraseFound(erasure: Erasure): Promise<Erase> {
  const { services, hashOf, value, state, isOver } = erasure;
  const { cursor, ...before } = state.work;
  const work: Erase = { ...before };
  const reading = await readingOf(services);
  const context = {
    reading,
    hashOf,
    off: new Set<string>(),
    today: services.clock(),
    arrived: async () => new Set<string>(),
  };
  const read = readFindQuery(new URLSearchParams({ value, limit: String(hitsAtOnce) }));
  if (read.outcome !== 'read') throw new Error('a value that can be erased cannot be looked for');
  // The mark of its own query would follow from the value, and stands in the row of the run.
  const query = { ...read.query, mark: state.begun.id };
  for (let next: string | null | undefined = cursor; ; ) {
    const place = next ? fromCursor(query.mark, next) : undefined;
    const after = place?.outcome === 'read' ? positionOf(place.place) : undefined;
    const found = await findValue(context, { ...query, after });
    for (const { id } of found.items) await eraseHit(erasure, id, work);
    next = found.next;
    if (next === null) return work;
    if (isOver()) return { ...work, cursor: next };
  }
}

async function eraseHit(erasure: Erasure, id: string, work: Erase): Promise<void> {
  const { services } = erasure;
  const category = categoryNamed(readRecordId(id)?.slug ?? '');
  const found = category && (await recordRow(services.store, category, id));
  if (!found || isTombstone(found.row)) return;
  const record = await recordIn(erasure, category, found);
  if (isDue(erasure, record)) await eraseAround(erasure, record, work);
}
