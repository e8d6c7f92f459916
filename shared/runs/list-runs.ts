/** Pages of runs, newest first; quiet runs of a kind, which share an item, stand where the newest of them began. */
import { fromCursor, markOf, toCursor } from '../query/cursor.ts';
import type { Services } from '../services.ts';
import { invertedTime } from '../storage/keys.ts';
import { everyRow, type Query, type Stored } from '../storage/table-store.ts';
import { afterRunsSince, keptSince } from './forget-old-runs.ts';
import type { QuietRow } from './run-ending.ts';
import { quietId } from './run-id.ts';
import { type ListedRun, listedRun } from './run-item.ts';
import type { RunKind } from './run-kinds.ts';
import { type RunRow, runsPlace } from './run-row.ts';

export interface RunQuery {
  readonly kind?: RunKind | undefined;
  /** Items of a page, at most 1000. */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export type RunPage =
  | { readonly outcome: 'listed'; readonly items: readonly ListedRun[]; readonly next: string | null }
  | { readonly outcome: 'invalid-cursor' };

interface Item {
  /** Where it stands: sorts newest first, and no two are equal. */
  readonly place: string;
  readonly row: RunRow;
}

/**
 * A shared item moves up while pages are read: each is shown once, on the first page that comes to it or finds it moved.
 * Throws StorageUnavailable.
 */
export async function listRuns(services: Services, { kind, limit, cursor }: RunQuery): Promise<RunPage> {
  const mark = markOf(['runs', kind ?? '']);
  const read = cursor === undefined ? undefined : fromCursor(mark, cursor);
  const after =
    read === undefined ? { place: '', shown: [] } : read.outcome === 'read' ? placeOf(read.place) : undefined;
  if (!after) return { outcome: 'invalid-cursor' };

  const end = afterRunsSince(keptSince(services));
  const [shared, own] = await Promise.all([
    sharedItems(services, kind),
    ownItems(services, { kind, after: after.place, end, count: limit + 1 }),
  ]);
  const toCome = shared.filter(({ place, row }) => place < end && !after.shown.includes(row.kind));
  const items = [...toCome, ...own].toSorted((a, b) => (a.place < b.place ? -1 : 1));
  const page = items.slice(0, limit);
  const shown = [...after.shown, ...page.filter(isShared).map(({ row }) => row.kind)];
  // One that moved up stands before where the last page ended.
  const place = [after.place, page.at(-1)?.place ?? ''].toSorted().at(-1) as string;
  return {
    outcome: 'listed',
    items: page.map(({ row }) => listedRun(row, services.clock())),
    next: items.length > limit ? toCursor(mark, [place, shown.join(',')]) : null,
  };
}

function placeOf([place, shown]: readonly (string | number)[]) {
  if (typeof place !== 'string' || typeof shown !== 'string' || !/^[0-9a-z-]+$/.test(place)) return undefined;
  return { place, shown: shown.split(',') };
}

async function sharedItems({ store }: Services, kind: RunKind | undefined): Promise<Item[]> {
  const items: Item[] = [];
  for await (const found of everyRow(store, runsPlace.table, {
    partition: runsPlace.partition,
    rows: { from: 'quiet-', until: 'quiet.' },
  })) {
    const row = found as Stored<QuietRow>;
    if (row.times === 0 || (kind !== undefined && row.kind !== kind)) continue;
    items.push({ place: `${invertedTime(Date.parse(row.started))}-${quietId(row.kind)}`, row });
  }
  return items;
}

const isShared = ({ row }: Item) => row.rowKey === quietId(row.kind);

async function ownItems(
  { store }: Services,
  asked: { readonly kind: RunKind | undefined; readonly after: string; readonly end: string; readonly count: number },
): Promise<Item[]> {
  const { kind, after, end, count } = asked;
  const query: Query = {
    partition: runsPlace.partition,
    // The blank is the first character that a key may have.
    rows: { from: after === '' ? '' : `${after} `, until: end },
    limit: Math.min(count, 1000),
    ...(kind === undefined ? {} : { filter: [{ property: 'kind', operator: 'eq', value: kind }] }),
  };
  const items: Item[] = [];
  for await (const row of everyRow(store, runsPlace.table, query)) {
    items.push({ place: row.rowKey, row: row as Stored<RunRow> });
    if (items.length === count) break;
  }
  return items;
}
