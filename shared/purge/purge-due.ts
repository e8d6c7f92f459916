/** The work of the timer `purge`: what is past its retention goes, by whole tables. */
import { type KeptSettings, readKeptSettings } from '../kept-settings/kept-settings.ts';
import { type RetentionFacts, retentionAt } from '../retention/retention.ts';
import { purgedBeforeSetting, retentionFacts } from '../retention/retention-of.ts';
import { forgetOldRuns } from '../runs/forget-old-runs.ts';
import type { Report, SliceLimits } from '../runs/run.ts';
import type { Services } from '../services.ts';
import { forgetDropped } from '../switches/dropped.ts';
import { dropTables } from './drop-tables.ts';
import { dueTables } from './due-tables.ts';
import { forgetSuccessful } from './forget-successful.ts';
import { isSettled } from './settled-policy.ts';
import { type Keeping, tableFamilies } from './table-families.ts';

/** What is past its retention is shown no more at once; its table stays so long for those who read or write it still. */
export const marginMs = 86_400_000;

/**
 * Any number may do this at once, it may end anywhere, and what was left for a week is done at the next time. `examined`:
 * tables and single rows that went. Throws StorageUnavailable.
 */
export async function purgeDue(services: Services, { until, signal }: SliceLimits): Promise<Report> {
  const { store, clock } = services;
  const isOver = () => signal.aborted || clock().getTime() >= until;
  const now = clock().getTime();
  const kept = await readKeptSettings(services);
  const facts = retentionFacts(services, kept);
  const settled = await isSettled(services, facts);
  // What was purged by hand is meant so.
  const retention = retentionAt(settled ? facts : { ...facts, policy: { days: 'never' } }, now);
  const keeping = { retention, now };
  const below = floorOf(facts, kept, now);
  const tables: Record<string, number> = {};
  let left = 0;
  for (const family of tableFamilies) {
    if (isOver()) break;
    const due = new Map((await dueTables(store, family, keeping, marginMs)).map((table) => [table.name, table]));
    for (const table of below ? await dueTables(store, family, below, 0) : []) due.set(table.name, table);
    const dropped = await dropTables(services, [...due.values()], isOver);
    left += due.size - dropped;
    if (dropped > 0) tables[family.prefix] = dropped;
  }
  // Whole tables first: they free more, and cost less.
  const successful = await forgetSuccessful(services, retention, { isOver, marginMs });
  const rows = isOver() ? 0 : (await forgetDropped(services)) + (await forgetOldRuns(services));
  const dropped = Object.values(tables).reduce((sum, count) => sum + count, 0);
  const examined = dropped + successful.communications + rows;
  const words =
    `Past their retention: ${dropped} tables of days and months, ${successful.communications} communications ` +
    `that were successful, ${rows} rows of counts and runs.`;
  const isUnfinished = left > 0 || !successful.done || isOver();
  const rest =
    (isUnfinished ? ' The time was up; the next run goes on.' : '') +
    (settled ? '' : ' How long things are kept was changed: nothing is dropped by that until a day later.');
  return {
    counts: { examined },
    progress: { tables, successful: successful.communications, rows, ...(left > 0 ? { left } : {}) },
    reason: {
      class: 'note',
      words: (examined === 0 && !isUnfinished ? 'Nothing was past its retention.' : words) + rest,
    },
  };
}

/** What was purged by hand a day ago: nobody can be at the tables below it, which a late writer may have made again. */
function floorOf(facts: RetentionFacts, kept: KeptSettings, now: number): Keeping | undefined {
  const since = kept.get(purgedBeforeSetting)?.at;
  if (since === undefined || Date.parse(since) > now - marginMs) return undefined;
  const retention = retentionAt({ ...facts, policy: { days: 'never' } }, now);
  // Nothing that goes by its age alone is meant.
  return { retention, now: Number.NEGATIVE_INFINITY };
}
