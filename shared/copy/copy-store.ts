/** Copies a whole store into another: brings every table over, verifies it, and goes on where an earlier run ended. */

import { ForeignType } from '../storage/foreign-types.ts';
import { StorageLimit, type TableStore } from '../storage/table-store.ts';
import { beginCopy } from './begin-copy.ts';
import { copiedTables } from './copied-tables.ts';
import { notesTable, readNotes, writeNote } from './copy-notes.ts';
import { copyTables } from './copy-tables.ts';
import type { CopyWatch } from './copy-watch.ts';
import { type Difference, type Verification, verifyTables } from './verify-tables.ts';

export interface Copying {
  readonly source: TableStore;
  readonly target: TableStore;
  /** Names the source among all stores, and holds no secret: the target keeps it until the copy is verified. */
  readonly identity: string;
  readonly watch: CopyWatch;
  readonly wait: (ms: number) => Promise<unknown>;
}

/**
 * - `verified`: the target holds the same rows in the same tables, and nothing else but tables of the Functions host.
 * - `differs`: something was written while it was copied; another run brings over what is missing.
 * - `refused`: nothing more can be copied until somebody does what `words` say.
 */
export type Copied =
  | ({ readonly outcome: 'verified'; readonly leftOut: readonly string[] } & Omit<Verification, 'differences'>)
  | { readonly outcome: 'differs'; readonly differences: readonly Difference[] }
  | { readonly outcome: 'refused'; readonly words: string };

/** Throws StorageUnavailable when a side cannot be asked; it goes on with the next call. The app must not run on the target. */
export async function copyStore({ source, target, identity, watch, wait }: Copying): Promise<Copied> {
  const patience = { wait, onWait: (words: string) => watch.says(words) };
  const { tables, leftOut } = await copiedTables(source);
  if (tables.includes(notesTable)) {
    return refused('the source is itself a copy that is not finished; finish that one first.');
  }
  if (tables.length === 0) return refused('the source holds no tables; is it the right store?');
  const begun = await beginCopy(target, identity, patience);
  if ('refused' in begun) return refused(begun.refused);
  try {
    await copyTables({ source, target, tables, notes: begun.notes, watch, patience });
    const { differences, ...facts } = await verify({ source, target, watch });
    if (differences.length > 0) {
      await noteDifferences(target, differences);
      return { outcome: 'differs', differences };
    }
    await target.dropTable(notesTable);
    return { outcome: 'verified', leftOut, ...facts };
  } catch (error) {
    if (error instanceof ForeignType || error instanceof StorageLimit) return refused(error.message);
    throw error;
  }
}

/** The tables are listed anew: one that came or went meanwhile is a difference too. */
async function verify({ source, target, watch }: Pick<Copying, 'source' | 'target' | 'watch'>): Promise<Verification> {
  const { tables: sourceTables } = await copiedTables(source);
  const { tables } = await copiedTables(target);
  const targetTables = tables.filter((table) => table !== notesTable);
  return verifyTables({ source, target }, { sourceTables, targetTables }, watch);
}

/** A table without a note, which only the source has, is brought over anyway. */
async function noteDifferences(target: TableStore, differences: readonly Difference[]): Promise<void> {
  const notes = await readNotes(target);
  for (const { table } of differences) {
    if (notes.has(table)) await writeNote(target, table, { state: 'differs', rows: 0 });
  }
}

const refused = (words: string): Copied => ({ outcome: 'refused', words });
