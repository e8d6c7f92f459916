/** How far a copy is, kept in a table of the target until the copy is verified. */
import type { Entity, Stored, TableStore } from '../storage/table-store.ts';
import { everyRow, StorageUnavailable } from '../storage/table-store.ts';
import type { Place } from './rows-of.ts';

/** The table of the notes. A store that has it is not whole. */
export const notesTable = 'Copy';

/** How far one table is. */
export interface Note {
  /**
   * `copying`: goes on after `after`. `copied`: brought over whole. `differs`: was brought over, but verification found other
   * rows in the source; it is compared from its beginning. That a table is verified is never noted: it would be true of the
   * moment only, and whoever goes on later must hear of what is true then.
   */
  readonly state: 'copying' | 'copied' | 'differs';
  readonly after?: Place | undefined;
  /** Rows of the source up to there. */
  readonly rows: number;
}

const about = { partitionKey: 'about', rowKey: 'source' } as const;
const tables = 'table';

/** Which source is copied here: its identity; undefined where that was not written yet. */
export async function notedSource(store: TableStore): Promise<string | undefined> {
  const row = await store.get(notesTable, about.partitionKey, about.rowKey);
  return row === undefined ? undefined : String(row['source']);
}

export async function noteSource(store: TableStore, source: string): Promise<void> {
  await put(store, { ...about, source });
}

/** The notes by table. */
export async function readNotes(store: TableStore): Promise<Map<string, Note>> {
  const notes = new Map<string, Note>();
  for await (const row of everyRow(store, notesTable, { partition: tables })) notes.set(row.rowKey, fromRow(row));
  return notes;
}

export async function writeNote(store: TableStore, table: string, { state, after, rows }: Note): Promise<void> {
  await put(store, {
    ...{ partitionKey: tables, rowKey: table, state, rows },
    ...{ afterPartition: after?.partitionKey, afterRow: after?.rowKey },
  });
}

/** Forgets a table; harmless when it has no note. */
export async function removeNote(store: TableStore, table: string): Promise<void> {
  const row = await store.get(notesTable, tables, table);
  if (row === undefined) return;
  await store.transact(notesTable, [{ kind: 'delete', partitionKey: tables, rowKey: table, etag: row.etag }]);
}

function fromRow(row: Stored): Note {
  const { state, rows, afterPartition, afterRow } = row;
  return {
    state: state as Note['state'],
    rows: Number(rows),
    ...(afterRow === undefined ? {} : { after: { partitionKey: String(afterPartition), rowKey: String(afterRow) } }),
  };
}

async function put(store: TableStore, entity: Entity): Promise<void> {
  const { outcome } = await store.transact(notesTable, [{ kind: 'upsert', entity }]);
  if (outcome === 'done') return;
  throw new StorageUnavailable(`table ${notesTable} of the target, which holds how far the copy is, went away`);
}
