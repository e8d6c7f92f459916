/** Takes a communication away: its anchor says that its records are to be gathered again, and its row goes. */
import type { Services } from '../../services.ts';
import { isLeft, leftRow } from './communication-row.ts';
import { pointerRow } from './pointers.ts';
import { putWhereThere } from './put.ts';
import type { KnownAnchor } from './survey.ts';
import { touchDay } from './touch-day.ts';

/** Anchor first: who ends between leaves a row that can be found again. False when somebody else changed it. */
export async function release(
  services: Services,
  { place, row, anchor }: Pick<KnownAnchor, 'place' | 'row' | 'anchor'>,
): Promise<boolean> {
  const { store } = services;
  if (!anchor.released) {
    const entity = pointerRow(place, { ...anchor, released: true });
    const result = await store.transact(place.table, [{ kind: 'replace', entity, etag: row.etag }]);
    if (result.outcome !== 'done') return false;
  }
  for (const at of [anchor.at, ...anchor.olds]) {
    const standing = await store.get(at.table, at.partitionKey, at.rowKey);
    // What cannot be read can be taken away all the same.
    if (standing && isLeft(standing)) continue;
    await touchDay(services, at.table);
    if (!(await putWhereThere(store, at.table, leftRow(at, standing), standing))) return false;
  }
  return true;
}
