/** A conditional write of one row: inserted where nothing stood, replaced where what was seen stands. */
import type { Entity, Stored, TableStore } from '../../storage/table-store.ts';
import { transactIn } from '../../storage/transact-in.ts';

/** The new tag; undefined when it was not so any more. */
export async function put(
  store: TableStore,
  table: string,
  entity: Entity,
  seen: Stored | undefined,
): Promise<string | undefined> {
  const result = await transactIn(store, table, [writeOf(entity, seen)]);
  return 'etags' in result ? (result.etags[0] ?? '') : undefined;
}

/** Like {@link put}, where a table that is gone, or going, is as good as the row: false when something else stood there. */
export async function putWhereThere(
  store: TableStore,
  table: string,
  entity: Entity,
  seen: Stored | undefined,
): Promise<boolean> {
  const { outcome } = await store.transact(table, [writeOf(entity, seen)]);
  return outcome === 'done' || outcome === 'no-table' || outcome === 'being-dropped';
}

function writeOf(entity: Entity, seen: Stored | undefined) {
  return seen ? ({ kind: 'replace', entity, etag: seen.etag } as const) : ({ kind: 'insert', entity } as const);
}
