/** One run by its id. */
import type { Services } from '../services.ts';
import type { Stored } from '../storage/table-store.ts';
import { keptSince } from './forget-old-runs.ts';
import type { QuietRow } from './run-ending.ts';
import { quietId, readRunId, runKindNames } from './run-id.ts';
import { type ListedRun, listedRun } from './run-item.ts';
import { type RunRow, runsPlace } from './run-row.ts';

/**
 * The run; or the item that quiet runs of a kind share, by its own id or by that of one of them. Undefined for any other
 * text, and for what is older than 90 days. Throws StorageUnavailable.
 */
export async function getRun(services: Services, id: string): Promise<ListedRun | undefined> {
  const { store, clock } = services;
  const { table, partition } = runsPlace;
  const own = readRunId(id);
  const kind = own?.kind ?? runKindNames.find((one) => quietId(one) === id);
  if (kind === undefined) return undefined;
  const row = own && ((await store.get(table, partition, id)) as Stored<RunRow> | undefined);
  const found = row ?? ((await store.get(table, partition, quietId(kind))) as Stored<QuietRow> | undefined);
  if (!found || (found.ended !== undefined && Date.parse(found.started) < keptSince(services))) return undefined;
  const run = listedRun(found, clock());
  if (row) return run;
  const { since, started } = run;
  if (since === undefined) return undefined;
  const isOne = !own || (Date.parse(since) <= own.started && own.started <= Date.parse(started));
  return isOne ? run : undefined;
}
