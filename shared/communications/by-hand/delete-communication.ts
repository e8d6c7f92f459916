/** Deletes one communication: its row goes, and its records are to be gathered again. */
import type { Services } from '../../services.ts';
import { type KeyPlace, keyPlace, readKeyText } from '../../storage/communication-keys.ts';
import { isLeft, leftRow } from '../gather/communication-row.ts';
import { locationText, readLocation } from '../gather/location.ts';
import { type Anchor, placesOfId, type Resolved, resolve } from '../gather/pointers.ts';
import { release } from '../gather/release.ts';
import { touchDay } from '../gather/touch-day.ts';
import type { StandingCommunication } from './standing-communications.ts';

/** Each further attempt means that somebody else wrote meanwhile. */
const attempts = 20;

/**
 * `gone`: it is there no more, or has moved out of what is to be deleted: before `since` (ms). Whoever gathers it meanwhile
 * loses; a record that comes later brings it back. Throws StorageUnavailable.
 */
export async function deleteCommunication(
  services: Services,
  { id, location }: StandingCommunication,
  since: number | undefined,
): Promise<'deleted' | 'gone'> {
  const { store } = services;
  const { table, partitionKey, rowKey } = location;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const row = await store.get(table, partitionKey, rowKey);
    if (!row || isLeft(row)) return 'gone';
    const found = await anchorOf(services, id, locationText(location));
    if (!found) {
      // Nothing leads to the row: nothing would ever take it away.
      await touchDay(services, table);
      const entity = leftRow(location);
      const { outcome } = await store.transact(table, [{ kind: 'replace', entity, etag: row.etag }]);
      if (outcome === 'done') return 'deleted';
      continue;
    }
    const { at } = found.anchor;
    if (since !== undefined && readLocation(at.table, at.rowKey).start < since) return 'gone';
    if (await release(services, found)) return 'deleted';
  }
  throw new Error('a communication kept changing while it was deleted');
}

/** The anchor that says that the row is its own, or was. */
async function anchorOf(
  { store }: Services,
  id: string,
  row: string,
): Promise<NonNullable<Resolved['anchor']> | undefined> {
  const seen = new Set<string>();
  const nearby = await coveringAnchor(startPlaces(id, row));
  // Every month: a table that was made a moment ago counts too.
  return nearby ?? coveringAnchor(placesOfId(id, await store.listTables('Keys')));

  async function coveringAnchor(places: readonly KeyPlace[]) {
    for (const place of places) {
      if (seen.has(`${place.table}/${place.rowKey}`)) continue;
      seen.add(`${place.table}/${place.rowKey}`);
      const { anchor } = await resolve(store, place);
      if (anchor && covers(anchor.anchor, row)) return anchor;
    }
    return undefined;
  }
}

/** Most begin in the month of their first record. */
function startPlaces(id: string, row: string): KeyPlace[] {
  const key = readKeyText(id);
  const [table = '', , rowKey = ''] = row.split('/');
  return key && key.slot === undefined ? [keyPlace(key, readLocation(table, rowKey).start)] : [];
}

function covers({ at, olds }: Anchor, row: string): boolean {
  return [at, ...olds].some((one) => locationText(one) === row);
}
