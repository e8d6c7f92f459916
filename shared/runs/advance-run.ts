/** One slice of a long run, and what it did stored before the next may begin. */
import { randomUUID } from 'node:crypto';
import { failureFacts } from '../failure-facts.ts';
import type { Services } from '../services.ts';
import { StorageUnavailable, type Stored } from '../storage/table-store.ts';
import type { Advance } from './advance.ts';
import { endRun } from './end-run.ts';
import { internalReason } from './internal-reason.ts';
import { keepLease, writeHeld } from './keep-lease.ts';
import { leaseEnd } from './leases.ts';
import { noCounts, type Run, type RunCounts, type Slice } from './run.ts';
import { type RunRow, runOf, runRow } from './run-row.ts';

/** After so many throwing slices in a row the run has failed. */
const mostThrows = 5;

/**
 * `stored`: the slice counts, and the run goes on or has ended. `left`: for the next time, because somebody else holds the
 * run, or because the slice failed; doing it again changes nothing. Never throws.
 */
export async function advanceRun(
  services: Services,
  row: Stored<RunRow>,
  advance: Advance,
  until: number,
): Promise<'stored' | 'left'> {
  const { clock } = services;
  let stop: () => Promise<Stored<RunRow> | undefined> = async () => undefined;
  try {
    const lease = { holder: randomUUID(), leaseUntil: leaseEnd(clock()) };
    const taken = await writeHeld(services, row, { ...lease, state: 'running', waitUntil: undefined });
    if (!taken) return 'left';
    const kept = keepLease(services, taken);
    stop = kept.stop;
    const slice = await advance(services, runOf(taken, clock()).next ?? {}, { until, signal: kept.signal });
    const held = await stop();
    return held && (await storeSlice(services, held, slice)) ? 'stored' : 'left';
  } catch (thrown) {
    const held = await stop();
    services.log({
      level: 'error',
      run: row.rowKey,
      kind: row.kind,
      outcome: 'slice-failed',
      failure: failureFacts(thrown),
    });
    // What cannot be written now, the end of the lease makes good.
    if (held) await putBack(services, held, thrown).catch(() => {});
    return 'left';
  }
}

/** False: somebody else holds the run now, and this slice will be done again. */
async function storeSlice(services: Services, held: Stored<RunRow>, slice: Slice): Promise<boolean> {
  const now = services.clock();
  const run = afterSlice(runOf(held, now), slice, now);
  if (run.ended !== undefined) return (await endRun(services, held, run)) === 'ended';
  const { waitUntil } = slice;
  const { partitionKey: _, rowKey: __, ...change } = runRow(run);
  const written = await writeHeld(services, held, {
    ...change,
    ...free,
    advanced: now.toISOString(),
    throws: undefined,
    waitUntil: waitUntil === undefined ? undefined : new Date(waitUntil).toISOString(),
  });
  return written !== undefined;
}

/** Nobody holds it any more; who did stays, so that a write is recognised. */
const free = { leaseUntil: undefined } as const;

/** What a slice does not say stays as it was. */
function afterSlice(run: Run, { counts, next, reason, failed, progress, waitUntil }: Slice, now: Date): Run {
  const { next: _, ...before } = run;
  const isOver = failed || next === undefined;
  return {
    ...before,
    state: failed ? 'failed' : isOver ? 'done' : waitUntil === undefined ? 'running' : 'waiting',
    ...(isOver ? { ended: now.toISOString() } : {}),
    counts: sumOf(run.counts, { ...noCounts, ...counts }),
    ...(reason === undefined ? {} : { reason }),
    ...(progress === undefined ? {} : { progress }),
    ...(next === undefined ? {} : { next }),
  };
}

function sumOf(a: RunCounts, b: RunCounts): RunCounts {
  const names = Object.keys(noCounts) as (keyof RunCounts)[];
  return Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as unknown as RunCounts;
}

/** Storage that was away says nothing about the run; anything else does when it comes again and again. */
async function putBack(services: Services, held: Stored<RunRow>, thrown: unknown): Promise<void> {
  if (thrown instanceof StorageUnavailable) {
    await writeHeld(services, held, free);
    return;
  }
  const throws = (held.throws ?? 0) + 1;
  if (throws < mostThrows) {
    await writeHeld(services, held, { ...free, throws });
    return;
  }
  const now = services.clock();
  await endRun(services, held, {
    ...runOf(held, now),
    state: 'failed',
    ended: now.toISOString(),
    reason: internalReason,
  });
}
