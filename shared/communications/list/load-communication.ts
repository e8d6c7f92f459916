/** One communication by its id or by a key of a record: pointers lead there, also from ids that a merge made obsolete. */
import { isShown } from '../../retention/is-shown.ts';
import { retentionOf } from '../../retention/retention-of.ts';
import type { Services } from '../../services.ts';
import type { KeyPlace } from '../../storage/communication-keys.ts';
import { fromRow, type StoredCommunication } from '../gather/communication-row.ts';
import { placesOfId, resolve } from '../gather/pointers.ts';

/** Months that are asked at once for an id that does not say when it was. */
const monthsAtOnce = 8;

/** Undefined where there is none, or none that is shown. Throws StorageUnavailable. */
export async function loadById(services: Services, id: string): Promise<StoredCommunication | undefined> {
  return shown(services, await standingById(services, id));
}

/** What the pointer at a place leads to, if it is shown. Throws StorageUnavailable. */
export async function loadFrom(services: Services, place: KeyPlace): Promise<StoredCommunication | undefined> {
  return shown(services, await standingFrom(services, place));
}

/** As {@link loadById}, also what the retention hides. Throws StorageUnavailable. */
export async function standingById(services: Services, id: string): Promise<StoredCommunication | undefined> {
  const places = placesOfId(id, await services.store.listTables('Keys'));
  for (let first = 0; first < places.length; first += monthsAtOnce) {
    const asked = places.slice(first, first + monthsAtOnce);
    const found = await Promise.all(asked.map((place) => standingFrom(services, place)));
    const stored = found.find((one) => one !== undefined);
    if (stored) return stored;
  }
  return undefined;
}

/** As {@link loadFrom}, also what the retention hides. Throws StorageUnavailable. */
export async function standingFrom(
  { store }: Pick<Services, 'store'>,
  place: KeyPlace,
): Promise<StoredCommunication | undefined> {
  const { anchor } = await resolve(store, place);
  if (!anchor || anchor.anchor.released) return undefined;
  // While it moves, the row stands where it will be, or still where it was.
  for (const at of [anchor.anchor.at, ...anchor.anchor.olds]) {
    const row = await store.get(at.table, at.partitionKey, at.rowKey);
    const stored = row && fromRow(row);
    if (stored) return stored;
  }
  return undefined;
}

async function shown(services: Services, stored: StoredCommunication | undefined) {
  if (!stored) return undefined;
  return isShown(await retentionOf(services), stored.communication) ? stored : undefined;
}
