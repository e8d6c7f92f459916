/** Purges by hand, begun and taken to their end as people and the timer do, on a clock that is moved. */
import { gatherPending } from '../../shared/communications/gather/gather-pending.ts';
import { advancePurge } from '../../shared/purge/by-hand/advance-purge.ts';
import { type PurgeRequest, startPurge } from '../../shared/purge/by-hand/start-purge.ts';
import { purgeDue } from '../../shared/purge/purge-due.ts';
import { advanceRuns } from '../../shared/runs/advance-runs.ts';
import { getRun } from '../../shared/runs/get-run.ts';
import type { ListedRun } from '../../shared/runs/run-item.ts';
import { localAdministrator, type Services } from '../../shared/services.ts';
import { everyRow, type TableStore } from '../../shared/storage/table-store.ts';
import { openServices } from '../ingest/delivering.ts';

export const minute = 60_000;
export const day = 86_400_000;

export interface Moved {
  readonly services: Services;
  /** Moves the clock by so many ms. */
  readonly wait: (ms: number) => void;
  /** Sets the clock (ms). */
  readonly set: (time: number) => void;
}

/** Services of one process whose clock stands still until it is moved. */
export async function movedClock(store: TableStore, start: number, env: Record<string, string> = {}): Promise<Moved> {
  let now = start;
  const services = await openServices({ store, env, clock: () => new Date(now) });
  return {
    services,
    wait: (ms) => {
      now += ms;
    },
    set: (time) => {
      now = time;
    },
  };
}

export const limitsOf = (services: Services, seconds = 50) => ({
  until: services.clock().getTime() + seconds * 1000,
  signal: new AbortController().signal,
});

export const gatherAll = (services: Services) => gatherPending(services, limitsOf(services));
export const purgeNow = (services: Services) => purgeDue(services, limitsOf(services, 480));

/** Begins it and does its slices, those that it waits for too; the clock is moved as far as it needs. */
export async function purgeByHand({ services, wait }: Moved, request: PurgeRequest): Promise<ListedRun> {
  const start = await startPurge(services, request, localAdministrator);
  if (start.outcome !== 'opened') throw new Error(JSON.stringify(start));
  for (let tick = 0; tick < 20; tick += 1) {
    await advanceRuns(services, { 'purge-by-hand': advancePurge }, services.clock().getTime() + 50_000);
    const run = await getRun(services, start.run.id);
    if (run?.state === 'done' || run?.state === 'failed') return run;
    wait(minute);
  }
  throw new Error('the run never ended');
}

/** Every row of every table as text, by table and keys. */
export async function textsOf(store: TableStore): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const table of await store.listTables(''))
    for await (const row of everyRow(store, table, {}))
      texts.set(
        `${table}/${row.partitionKey}/${row.rowKey}`,
        JSON.stringify(row, (name, value) =>
          name === 'etag' ? undefined : typeof value === 'bigint' ? String(value) : value,
        ),
      );
  return texts;
}

/** The rows that say a text in any letter case. */
export async function rowsSaying(store: TableStore, text: string): Promise<string[]> {
  const all = await textsOf(store);
  return [...all].filter(([key, row]) => (key + row).toLowerCase().includes(text.toLowerCase())).map(([key]) => key);
}
