/** Brings the tables of a source over, a few at a time, and notes how far each is. */
import { runBounded } from '../storage/run-bounded.ts';
import type { TableStore } from '../storage/table-store.ts';
import { bringOver } from './bring-over.ts';
import { type Note, removeNote, writeNote } from './copy-notes.ts';
import type { CopyWatch } from './copy-watch.ts';
import { makeTable, type Patience } from './make-table.ts';

export interface CopyingTables {
  readonly source: TableStore;
  readonly target: TableStore;
  /** Of the source. */
  readonly tables: readonly string[];
  readonly notes: ReadonlyMap<string, Note>;
  readonly watch: CopyWatch;
  readonly patience: Patience;
}

const tablesAtOnce = 4;

/** Afterwards every table has the note `copied`, and those that the source dropped since are gone. Throws what ends it early. */
export async function copyTables({ source, target, tables, notes, watch, patience }: CopyingTables): Promise<void> {
  watch.begins('copying', tables.length);
  for (const table of notes.keys()) {
    if (tables.includes(table)) continue;
    await target.dropTable(table);
    await removeNote(target, table);
  }
  let failed = false;

  async function copyTable(table: string): Promise<void> {
    const { state, after, rows: before }: Note = notes.get(table) ?? { state: 'copying', rows: 0 };
    let rows = state === 'differs' ? 0 : before;
    if (state !== 'copied') {
      if (state === 'differs') watch.says(`Table ${table} differed; it is compared row by row.`);
      else if (rows > 0) watch.says(`Table ${table} goes on after ${rows.toLocaleString('en')} rows.`);
      // The note comes first, so that a table without one is known to be somebody else's.
      if (!notes.has(table)) await writeNote(target, table, { state: 'copying', rows });
      await makeTable(target, table, patience);
      const ended = await bringOver({
        ...{ source, target, table, after, isOver: () => failed },
        async onSettled(upTo, count) {
          rows += count;
          await writeNote(target, table, { state: 'copying', after: upTo, rows });
          watch.rows(count);
        },
      });
      if (!ended) return;
      await writeNote(target, table, { state: 'copied', rows });
    }
    watch.tableDone();
  }

  await runBounded(
    tablesAtOnce,
    tables.map((table) => async () => {
      try {
        await copyTable(table);
      } catch (error) {
        // The others end soon, where they can go on.
        failed = true;
        throw error;
      }
    }),
  );
}
