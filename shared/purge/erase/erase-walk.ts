/** Walks through all records, communications and rejected candidates for a value that no lookup leads to. */
import type { Category } from '../../categories/define.ts';
import { allCategories } from '../../categories/index.ts';
import { fromRow } from '../../communications/gather/communication-row.ts';
import { timeOfRow } from '../../storage/keys.ts';
import type { Stored } from '../../storage/table-store.ts';
import { isTombstone } from '../../storage/tombstone.ts';
import { tableFamilies, tableOfTime } from '../table-families.ts';
import { type WalkPlace, walkTables } from '../walk-tables.ts';
import { type Erased, type ErasingValue, eraseAround, eraseCommunication, isDue, says } from './erase-around.ts';
import { eraseParts } from './erase-parts.ts';
import { eraseRejected, rejectedSays } from './erase-rejected.ts';
import { recordIn } from './redact-record.ts';

export interface WalkErased extends Erased {
  rejected: number;
}

export interface WalkOptions {
  readonly place: WalkPlace | undefined;
  /** Only counts. */
  readonly dryRun: boolean;
  readonly isOver: () => boolean;
}

/** A page of records, and one of large texts: a few MiB. */
const pageRows = 200;
const pageParts = 5;

type Take = (
  erasing: ErasingValue,
  table: string,
  rows: readonly Stored[],
  erased: WalkErased,
  dryRun: boolean,
) => Promise<void>;

const takers: Readonly<Record<string, Take>> = {
  Parts: takeParts,
  Records: takeRecords,
  Communications: takeCommunications,
  Outcomes: takeRejected,
};

/** Adds to `erased`. Where to go on, or that it came to the end. Throws StorageUnavailable. */
export async function eraseWalk(
  erasing: ErasingValue,
  erased: WalkErased,
  { place, dryRun, isOver }: WalkOptions,
): Promise<WalkPlace | 'done'> {
  const { store } = erasing.services;
  const families = tableFamilies.filter(({ prefix }) => takers[prefix]);
  const takerOf = new Map<string, Take>();
  for (const family of families)
    for (const name of await store.listTables(family.prefix)) {
      const table = tableOfTime(family, name);
      // Nothing of a day after the erasure is looked at.
      if (table && table.begins < erasing.until) takerOf.set(name, takers[family.prefix] as Take);
    }
  const query = (table: string) => ({ limit: table.startsWith('Parts') ? pageParts : pageRows });
  const walk = { tables: [...takerOf.keys()].sort(), place, query, isOver };
  return walkTables(store, walk, (table, rows) => (takerOf.get(table) as Take)(erasing, table, rows, erased, dryRun));
}

async function takeRecords(
  erasing: ErasingValue,
  table: string,
  rows: readonly Stored[],
  erased: WalkErased,
  dryRun: boolean,
): Promise<void> {
  const day = table.slice('Records'.length, 'Records'.length + 8);
  const category = categoryOf(table.slice('Records'.length + 8));
  if (!category) return;
  for (const row of rows) {
    if (isTombstone(row)) continue;
    const { time } = timeOfRow(day, row.partitionKey, row.rowKey);
    const record = await recordIn(erasing, category, { time, row });
    if (!isDue(erasing, record)) continue;
    if (dryRun) erased.redacted += 1;
    else await eraseAround(erasing, record, erased);
  }
}

async function takeParts(
  erasing: ErasingValue,
  table: string,
  rows: readonly Stored[],
  erased: WalkErased,
  dryRun: boolean,
): Promise<void> {
  erased.deleted += await eraseParts(erasing, table, rows, dryRun);
}

async function takeCommunications(
  erasing: ErasingValue,
  _table: string,
  rows: readonly Stored[],
  erased: WalkErased,
  dryRun: boolean,
): Promise<void> {
  for (const row of rows) {
    const stored = fromRow(row);
    if (!stored || Date.parse(stored.communication.start) >= erasing.until || !says(stored, erasing)) continue;
    erased.communications += 1;
    if (!dryRun) await eraseCommunication(erasing, stored);
  }
}

async function takeRejected(
  erasing: ErasingValue,
  table: string,
  rows: readonly Stored[],
  erased: WalkErased,
  dryRun: boolean,
): Promise<void> {
  for (const row of rows) {
    if (!rejectedSays(row, erasing)) continue;
    erased.rejected += 1;
    if (!dryRun) await eraseRejected(erasing.services.store, table, row, erasing);
  }
}

function categoryOf(name: string): Category | undefined {
  return allCategories.find(({ slug }) => slug.replaceAll('-', '') === name);
}
