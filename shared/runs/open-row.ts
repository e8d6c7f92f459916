/** Opens a run unless one of its kind is open: the run and that it is open are one write. */
import type { Services } from '../services.ts';
import { type Operation, StorageUnavailable, type Stored } from '../storage/table-store.ts';
import { transactIn } from '../storage/transact-in.ts';
import { isLapsed } from './leases.ts';
import { noCounts, type RunState } from './run.ts';
import { endingOf, type QuietRow } from './run-ending.ts';
import { newRunId, quietId } from './run-id.ts';
import type { RunKind } from './run-kinds.ts';
import { type OpenRow, openKey, type RunRow, runOf, runRow, runsPlace } from './run-row.ts';

export interface NewRun {
  readonly kind: RunKind;
  /** `timer`, or the principal's kind and name. */
  readonly by: string;
  /** Where it begins, in the terms of its kind; only for long ones. */
  readonly next?: RunState;
  readonly progress?: RunState;
}

export type OpenedRow = { readonly outcome: 'opened' | 'busy'; readonly row: Stored<RunRow> };

/** Each failed attempt means that others opened and ended one meanwhile. */
const attempts = 10;

/**
 * `lease`: who works on it from its first moment. `busy`: the open one, and nothing was written. A timer's run whose
 * process is gone is ended on the way. Throws StorageUnavailable.
 */
export async function openRow(
  services: Services,
  asked: NewRun,
  lease: Pick<RunRow, 'holder' | 'leaseUntil'> = {},
): Promise<OpenedRow> {
  const { store, clock } = services;
  const { table, partition } = runsPlace;
  const { kind, by, next, progress } = asked;
  const started = clock();
  const row: RunRow = {
    ...runRow({
      ...{ id: newRunId(kind, started), kind, state: lease.holder === undefined ? 'waiting' : 'running' },
      ...{ started: started.toISOString(), by, counts: noCounts },
      ...(next === undefined ? {} : { next }),
      ...(progress === undefined ? {} : { progress }),
    }),
    ...lease,
  };
  const marker = { partitionKey: partition, rowKey: openKey(kind), v: 1, run: row.rowKey, since: row.started, by };
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const open = (await store.get(table, partition, marker.rowKey)) as Stored<OpenRow> | undefined;
    const found = open && ((await store.get(table, partition, open.run)) as Stored<RunRow> | undefined);
    // Its answer may have been lost on the way.
    if (found?.rowKey === row.rowKey) return { outcome: 'opened', row: found };
    if (found && !isLapsed(found, clock())) return { outcome: 'busy', row: found };
    const { outcome, ...result } = await transactIn(store, table, [
      { kind: 'insert', entity: row },
      open ? { kind: 'replace', entity: marker, etag: open.etag } : { kind: 'insert', entity: marker },
      ...(found ? await interruption(services, found) : []),
    ]);
    if (outcome === 'done' && 'etags' in result) {
      return { outcome: 'opened', row: { ...row, etag: result.etags[0] ?? '' } };
    }
    if (outcome === 'being-dropped') throw new StorageUnavailable('The table of the runs is being dropped.');
  }
  throw new Error(`No run of ${kind} can be opened: others open and end faster.`);
}

async function interruption({ store, clock }: Services, lapsed: Stored<RunRow>): Promise<readonly Operation[]> {
  const quiet = await store.get(runsPlace.table, runsPlace.partition, quietId(lapsed.kind));
  return endingOf(lapsed, runOf(lapsed, clock()), quiet as Stored<QuietRow> | undefined);
}
