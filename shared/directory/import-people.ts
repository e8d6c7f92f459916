/** Puts the people of a CSV into the directory; a line that is wrong spoils none of the others. */
import { randomUUID } from 'node:crypto';
import type { Principal } from '../access/principal.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Issue } from '../issue.ts';
import type { Services } from '../services.ts';
import { batchesOf } from '../storage/batches.ts';
import { type Entity, everyRow, type Stored } from '../storage/table-store.ts';
import { isDeleted } from './deletion.ts';
import { readPeopleCsv } from './people-csv.ts';
import type { Person } from './person.ts';
import { personInLine } from './person-in-line.ts';
import { directoryPlace, fromPersonRow, toPersonRow } from './person-row.ts';
import { settleDeletion } from './settle-deletion.ts';
import { writePeople } from './write-person.ts';

export interface PeopleImport {
  readonly text: string;
  /** Only says what would become of it. */
  readonly dryRun: boolean;
  readonly actor: Principal;
  /** Ends it between two transactions, with its reason. */
  readonly signal: AbortSignal;
}

export interface ImportSummary {
  /** Lines; the three counts below add up to it. */
  readonly received: number;
  readonly stored: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** The first 100. */
  readonly issues: readonly Issue[];
}

export type PeopleImported =
  | { readonly outcome: 'imported'; readonly summary: ImportSummary }
  | { readonly outcome: 'unreadable'; readonly issue: Issue };

const mostIssues = 100;

/**
 * People who are in no line stay as they are. Throws StorageUnavailable, or the signal's reason, with some of the people
 * stored: importing the file again stores the others and writes the audit row.
 */
export async function importPeople(services: Services, asked: PeopleImport): Promise<PeopleImported> {
  const csv = readPeopleCsv(asked.text);
  if (csv.outcome === 'unreadable') return csv;
  const rows = await everyStored(services);
  const known = (id: string): Person | undefined => {
    const row = rows.get(id);
    return row && !isDeleted(row) ? fromPersonRow(row) : undefined;
  };

  const issues: Issue[] = [...csv.passedOver];
  const lineOf = new Map<string, number>();
  const people: Person[] = [];
  for (const line of csv.lines) {
    const read = personInLine(line, known);
    const before = 'person' in read ? lineOf.get(read.person.id) : undefined;
    if ('issues' in read) issues.push(...read.issues);
    else if (before !== undefined) {
      issues.push({
        path: `line ${line.line}, id`,
        message: `is the id of line ${before} too; make one line of the two`,
      });
    } else {
      lineOf.set(read.person.id, line.line);
      people.push(read.person);
    }
  }
  const changed = people.map(toPersonRow).filter((row) => !saysThis(rows.get(row.rowKey), row));
  if (!asked.dryRun) await store(services, asked, { changed, rows, unchanged: people.length - changed.length });
  return {
    outcome: 'imported',
    summary: {
      received: csv.lines.length,
      stored: changed.length,
      unchanged: people.length - changed.length,
      rejected: csv.lines.length - people.length,
      issues: issues.slice(0, mostIssues),
    },
  };
}

async function everyStored({ store }: Services): Promise<ReadonlyMap<string, Stored>> {
  const rows = new Map<string, Stored>();
  for await (const row of everyRow(store, directoryPlace.table, { partition: directoryPlace.partition })) {
    rows.set(row.rowKey, row);
  }
  return rows;
}

const saysThis = (stored: Stored | undefined, row: Entity): boolean =>
  stored !== undefined && !isDeleted(stored) && Object.entries(row).every(([name, value]) => stored[name] === value);

interface Change {
  readonly changed: readonly Entity[];
  readonly unchanged: number;
  readonly rows: ReadonlyMap<string, Stored>;
}

async function store(services: Services, { actor, signal }: PeopleImport, { changed, unchanged, rows }: Change) {
  for (const { rowKey } of changed) {
    const row = rows.get(rowKey);
    if (row && isDeleted(row)) await settleDeletion(services, row);
  }
  for (const batch of batchesOf(changed)) {
    signal.throwIfAborted();
    await writePeople(services, batch);
  }
  // Also when nothing changed: an import before may have ended without its audit row.
  await appendAudit(services, {
    ...{ event: 'directory-imported', operation: 'import-people', actor, at: services.clock(), id: randomUUID() },
    ...{ target: 'directory', new: `${changed.length} stored, ${unchanged} unchanged` },
  });
}
