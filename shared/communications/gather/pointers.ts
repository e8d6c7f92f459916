/** Table `Keys`: from each key of a communication, in each month of its records, to where it stands. */
import { type KeyPlace, keyPlace, readKeyText, startOfSlot } from '../../storage/communication-keys.ts';
import { putText, takeText } from '../../storage/long-text.ts';
import type { Entity, Stored, TableStore, Value } from '../../storage/table-store.ts';
import { type Location, locationFrom, locationText } from './location.ts';

/**
 * A row of `Keys`. One of a communication's rows, the anchor, says where it stands (`at`), and where it may have left rows
 * behind (`olds`); the others lead to the anchor. `released`: it was deleted, and its records are to be gathered again.
 */
export type Pointer =
  | { readonly to: KeyPlace }
  | { readonly at: Location; readonly olds: readonly Location[]; readonly released: boolean };

export type Anchor = Exclude<Pointer, { to: KeyPlace }>;

export function placeText({ table, rowKey }: KeyPlace): string {
  return `${table}/${rowKey}`;
}

function placeFrom(text: string): KeyPlace {
  const [table = '', rowKey = ''] = text.split('/');
  return { table, partitionKey: rowKey.slice(0, 1), rowKey };
}

export function pointerRow({ partitionKey, rowKey }: KeyPlace, pointer: Pointer): Entity {
  if ('to' in pointer) return { partitionKey, rowKey, v: 1, to: placeText(pointer.to) };
  const { at, olds, released } = pointer;
  const row: Record<string, Value> = { v: 1, at: locationText(at), ...(released ? { released } : {}) };
  if (olds.length > 0) putText(row, 'olds', olds.map(locationText).join(' '));
  return { ...row, partitionKey, rowKey };
}

export function pointerOf(row: Entity): Pointer {
  if (row['to'] !== undefined) return { to: placeFrom(String(row['to'])) };
  const olds = takeText(row, 'olds')?.split(' ') ?? [];
  return {
    at: locationFrom(String(row['at'])),
    olds: olds.map(locationFrom),
    released: row['released'] === true,
  };
}

/** Merging makes chains; a longer one than this is none. */
const mostHops = 50;

/** Where a pointer leads in the end, with all rows met on the way; `anchor` undefined: nowhere. */
export interface Resolved {
  readonly rows: ReadonlyMap<string, { readonly place: KeyPlace; readonly row: Stored | undefined }>;
  readonly anchor: { readonly place: KeyPlace; readonly row: Stored; readonly anchor: Anchor } | undefined;
}

export async function resolve(store: TableStore, start: KeyPlace): Promise<Resolved> {
  const rows = new Map<string, { place: KeyPlace; row: Stored | undefined }>();
  for (let place = start; rows.size < mostHops; ) {
    const row = await store.get(place.table, place.partitionKey, place.rowKey);
    rows.set(placeText(place), { place, row });
    if (!row) return { rows, anchor: undefined };
    const pointer = pointerOf(row);
    if (!('to' in pointer)) return { rows, anchor: { place, row, anchor: pointer } };
    if (rows.has(placeText(pointer.to))) return { rows, anchor: undefined };
    place = pointer.to;
  }
  return { rows, anchor: undefined };
}

/** Where the pointer of a communication's id may stand, given the tables that there are, newest first. */
export function placesOfId(id: string, tables: readonly string[]): KeyPlace[] {
  const read = readKeyText(id);
  if (!read) return [];
  if (read.slot !== undefined) return [keyPlace(read, startOfSlot(read.slot))];
  const { rowKey, partitionKey } = keyPlace(read, 0);
  return tables
    .toSorted()
    .toReversed()
    .map((table) => ({ table, partitionKey, rowKey }));
}
