/** Purges everything of before an instant, for the time of one slice. */
import { readLocation } from '../../communications/gather/location.ts';
import { changeKept } from '../../kept-settings/change-kept.ts';
import { readKeptSettings } from '../../kept-settings/kept-settings.ts';
import { retentionAt } from '../../retention/retention.ts';
import { purgedBeforeSetting, retentionFacts } from '../../retention/retention-of.ts';
import type { SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { startOfDay, timeOfRow } from '../../storage/keys.ts';
import { StorageUnavailable, type Stored } from '../../storage/table-store.ts';
import { dropTables } from '../drop-tables.ts';
import { dueTables } from '../due-tables.ts';
import { actorOf, type PurgeBefore, type PurgeState } from '../purge-state.ts';
import type { SliceOf } from '../slice-of.ts';
import { tableFamilies } from '../table-families.ts';
import { walkTables } from '../walk-tables.ts';
import { writersMs } from '../writers.ts';
import { sweepRows } from './sweep-rows.ts';

type State = PurgeState & { readonly by: 'before' };

/**
 * First it is said from when on things are kept: nothing older is shown or taken from then on. Then whole tables go, and last,
 * when nobody can write any more, the rows of the day in which the instant lies. Doing a slice again is harmless. Throws
 * StorageUnavailable.
 */
export async function purgeBeforeSlice(
  services: Services,
  state: State,
  { until, signal }: SliceLimits,
): Promise<SliceOf<PurgeBefore>> {
  const { clock } = services;
  const isOver = () => signal.aborted || clock().getTime() >= until;
  const { work } = state;
  const before = Date.parse(state.before);
  switch (work.phase) {
    case 'count':
      return countRows(services, work, before, isOver);
    case 'floor':
      await raiseFloor(services, state);
      return { work: { ...work, phase: 'tables' }, done: false };
    case 'tables': {
      const tables = work.tables + (await dropDue(services, isOver));
      if (isOver()) return { work: { ...work, tables }, done: false };
      return { work: { ...work, phase: 'rows', tables }, done: false, waitUntil: clock().getTime() + writersMs };
    }
    case 'rows': {
      // Who did not know yet may have made some again.
      const tables = work.tables + (await dropDue(services, isOver));
      const { next, ...rows } = await sweepRows(services, before, work.place, isOver);
      const { records, communications, others } = work;
      const sums = {
        records: records + rows.records,
        communications: communications + rows.communications,
        others: others + rows.others,
        tables,
      };
      if (next === 'done') return { work: { ...work, ...sums, place: undefined }, done: true };
      return { work: { ...work, ...sums, place: next }, done: false };
    }
  }
}

/** What was purged by hand stays purged, also when somebody purges less later. */
async function raiseFloor(services: Services, state: State): Promise<void> {
  const { purgedBefore } = retentionFacts(services, await readKeptSettings(services));
  if (purgedBefore >= Date.parse(state.before)) return;
  const actor = actorOf(state);
  const request = { name: purgedBeforeSetting, value: state.before, tag: '*', actor, operation: 'purge' };
  if ((await changeKept(services, request)).outcome === 'stale')
    throw new StorageUnavailable('the floor of the retention kept being changed');
}

async function dropDue(services: Services, isOver: () => boolean): Promise<number> {
  const keeping = await keepingOf(services);
  let tables = 0;
  for (const family of tableFamilies)
    tables += await dropTables(services, await dueTables(services.store, family, keeping, 0), isOver);
  return tables;
}

async function keepingOf(services: Services) {
  const now = services.clock().getTime();
  return { retention: retentionAt(retentionFacts(services, await readKeptSettings(services)), now), now };
}

const counted = /^(?:Records\d{8}[a-z0-9]+|Communications\d{8})$/;

async function countRows(
  { store }: Services,
  work: PurgeBefore,
  before: number,
  isOver: () => boolean,
): Promise<SliceOf<PurgeBefore>> {
  const names = [...(await store.listTables('Communications')), ...(await store.listTables('Records'))];
  const tables = names.filter((name) => counted.test(name) && startOfDay(dayIn(name)) < before);
  let { records, communications } = work;
  // Rows that a communication has left have no state; those of records no such column is asked of.
  const query = { select: ['state', 'tombstone'] };
  const place = await walkTables(store, { tables, place: work.place, query, isOver }, async (table, rows) => {
    const past = rows.filter((row) => timeIn(table, row) < before);
    if (table.startsWith('Communications')) communications += past.filter(({ state }) => state !== undefined).length;
    else records += past.filter(({ tombstone }) => tombstone === undefined).length;
  });
  const sums = { ...work, records, communications };
  return place === 'done' ? { work: sums, done: true } : { work: { ...sums, place }, done: false };
}

const dayIn = (table: string): string => /\d{8}/.exec(table)?.[0] ?? '';

function timeIn(table: string, { partitionKey, rowKey }: Stored): number {
  if (table.startsWith('Communications')) return readLocation(table, rowKey).start;
  return timeOfRow(dayIn(table), partitionKey, rowKey).time;
}
