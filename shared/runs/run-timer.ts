/** Runs the work of a timer as a run: never twice at once, whatever the number of instances. */
import { randomUUID } from 'node:crypto';
import { failureFacts } from '../failure-facts.ts';
import type { Services } from '../services.ts';
import { StorageUnavailable } from '../storage/table-store.ts';
import { endRun } from './end-run.ts';
import { internalReason } from './internal-reason.ts';
import { keepLease } from './keep-lease.ts';
import { leaseEnd } from './leases.ts';
import { openRow } from './open-row.ts';
import { noCounts, type Report, type Run, type SliceLimits } from './run.ts';
import type { TimerKind } from './run-kinds.ts';
import { runOf } from './run-row.ts';

/** Ends by itself soon after `limits.until`, at once when `limits.signal` aborts: then another instance may be working. */
export type TimerWork = (limits: SliceLimits) => Promise<Report>;

export interface TimerOptions {
  /** How long the work may take. */
  readonly seconds: number;
  /** Learns how the run ended; not called when it was busy. */
  readonly ended?: (run: Run) => void;
}

/**
 * `busy`: another one of the kind is under way, and nothing was done. What the work throws is a failure of the run and
 * stands in the log; StorageUnavailable is thrown on, since then the run can hardly be written either.
 */
export async function runTimer(
  services: Services,
  kind: TimerKind,
  work: TimerWork,
  { seconds, ended }: TimerOptions,
): Promise<'ended' | 'busy'> {
  const { clock } = services;
  const lease = { holder: randomUUID(), leaseUntil: leaseEnd(clock()) };
  const { outcome, row } = await openRow(services, { kind, by: 'timer' }, lease);
  if (outcome === 'busy') return 'busy';

  const { signal, stop } = keepLease(services, row);
  const { report, thrown } = await outcomeOf(work, { until: clock().getTime() + seconds * 1000, signal });
  const held = await stop();
  const run = endOf(runOf(row, clock()), report, clock());
  if (thrown !== undefined) {
    services.log({ level: 'error', run: run.id, kind, outcome: run.reason?.class, failure: failureFacts(thrown) });
  }
  try {
    if (held === undefined || (await endRun(services, held, run)) === 'lost') {
      services.log({ level: 'error', run: run.id, kind, outcome: 'lease-lost' });
      return 'ended';
    }
  } catch (error) {
    throw thrown instanceof StorageUnavailable ? thrown : error;
  }
  if (thrown instanceof StorageUnavailable) throw thrown;
  ended?.(run);
  return 'ended';
}

async function outcomeOf(
  work: TimerWork,
  limits: SliceLimits,
): Promise<{ readonly report: Report; readonly thrown?: unknown }> {
  try {
    return { report: await work(limits) };
  } catch (thrown) {
    const reason =
      thrown instanceof StorageUnavailable
        ? ({ class: 'unreachable', words: 'Our own storage did not answer; the next tick goes on.' } as const)
        : internalReason;
    return { report: { failed: true, reason }, thrown };
  }
}

function endOf(run: Run, { counts, reason, failed, progress }: Report, now: Date): Run {
  return {
    ...run,
    state: failed ? 'failed' : 'done',
    ended: now.toISOString(),
    counts: { ...noCounts, ...counts },
    ...(reason === undefined ? {} : { reason }),
    ...(progress === undefined ? {} : { progress }),
  };
}
