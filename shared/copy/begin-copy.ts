/** Decides whether a store may be copied into: an empty one, or one that holds an unfinished copy of the same source. */
import type { TableStore } from '../storage/table-store.ts';
import { copiedTables } from './copied-tables.ts';
import { type Note, notedSource, noteSource, notesTable, readNotes } from './copy-notes.ts';
import { makeTable, type Patience } from './make-table.ts';

/** Names shown before "and more". */
const mostNamed = 5;

/** The notes by which the copy goes on; none where it begins. `refused` says why nothing may be written there. */
export async function beginCopy(
  target: TableStore,
  source: string,
  patience: Patience,
): Promise<{ readonly notes: Map<string, Note> } | { readonly refused: string }> {
  const { tables } = await copiedTables(target);
  const others = tables.filter((table) => table !== notesTable);
  const begun = others.length < tables.length;
  if (!begun) {
    if (others.length > 0) return { refused: notEmpty(others) };
    await makeTable(target, notesTable, patience);
  }
  const noted = await notedSource(target);
  if (noted !== undefined && noted !== source) {
    return {
      refused: `the target holds an unfinished copy of another store, ${noted}; finish that one, or name an empty target.`,
    };
  }
  const notes = await readNotes(target);
  const foreign = others.filter((table) => !notes.has(table));
  if (foreign.length > 0) return { refused: notEmpty(foreign) };
  if (noted === undefined) await noteSource(target, source);
  return { notes };
}

function notEmpty(tables: readonly string[]): string {
  const more = tables.length > mostNamed ? ` and ${tables.length - mostNamed} more` : '';
  return (
    `the target holds tables that this copy did not make (${tables.slice(0, mostNamed).join(', ')}${more}); ` +
    'nothing is ever overwritten: name an empty store, or empty this one yourself.'
  );
}
