/** Keeps the lease of a run's row while somebody works on it. */
import type { Services } from '../services.ts';
import { StorageUnavailable, type Stored } from '../storage/table-store.ts';
import { isFree, leaseEnd, renewMs } from './leases.ts';
import { type RunRow, runsPlace, untagged } from './run-row.ts';

export interface Lease {
  /** Aborts when somebody else may hold the run. */
  readonly signal: AbortSignal;
  /** Ends the renewals. The row as it now is, for the one write that ends the work; undefined when the lease was lost. */
  readonly stop: () => Promise<Stored<RunRow> | undefined>;
}

/** `row`: just written with this holder. The process may end meanwhile: the timer does not hold it. */
export function keepLease(services: Services, row: Stored<RunRow>): Lease {
  const lost = new AbortController();
  let held = row;
  let renewing: Promise<void> | undefined;
  const renewal = async () => {
    try {
      const renewed = await writeHeld(services, held, { leaseUntil: leaseEnd(services.clock()) });
      if (renewed) held = renewed;
      else lost.abort();
    } catch (error) {
      // It is asked again; until the lease is over nobody else can hold the run.
      if (!(error instanceof StorageUnavailable) || isFree(held, services.clock())) lost.abort();
    }
  };
  const timer = setInterval(() => {
    // An answer that stays away is no renewal.
    if (renewing && isFree(held, services.clock())) lost.abort();
    renewing ??= renewal().finally(() => {
      renewing = undefined;
    });
    if (lost.signal.aborted) clearInterval(timer);
  }, renewMs);
  timer.unref();
  return {
    signal: lost.signal,
    async stop() {
      clearInterval(timer);
      if (!lost.signal.aborted) await renewing;
      return lost.signal.aborted ? undefined : held;
    },
  };
}

/** Only the holder writes the row, so that more than a few would be a mistake. */
const attempts = 5;

/**
 * Changes a row that its holder holds, or takes one (`change` names the holder then). Undefined: somebody else holds it, or
 * it has ended. A write whose answer was lost is recognised by what it wrote. Throws StorageUnavailable.
 */
export async function writeHeld(
  { store }: Pick<Services, 'store'>,
  held: Stored<RunRow>,
  change: Partial<RunRow>,
): Promise<Stored<RunRow> | undefined> {
  let row = held;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const entity: RunRow = { ...untagged(row), ...change };
    const result = await store.transact(runsPlace.table, [{ kind: 'replace', entity, etag: row.etag }]);
    if (result.outcome === 'done') return { ...entity, etag: result.etags[0] ?? '' };
    const found = (await store.get(runsPlace.table, runsPlace.partition, row.rowKey)) as Stored<RunRow> | undefined;
    if (!found || found.holder !== entity.holder || found.ended !== undefined) return undefined;
    if (Object.entries(change).every(([name, value]) => found[name] === value)) return found;
    row = found;
  }
  throw new Error(`The run ${held.rowKey} cannot be changed: its row keeps changing.`);
}
