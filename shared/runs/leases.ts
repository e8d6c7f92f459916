/** Leases of runs: who works on one, and for how long nobody else may. */
import { type RunKind, runKinds } from './run-kinds.ts';

/** A crash leaves a lease for so long at most, in ms; the ticks of `work` are 60 s apart. */
export const leaseMs = 45_000;
/** How often one who works renews it, in ms. */
export const renewMs = 15_000;

interface Leased {
  readonly kind: RunKind;
  readonly ended?: string | undefined;
  readonly leaseUntil?: string | undefined;
}

/** Until when a lease lasts that begins now: an ISO instant. */
export function leaseEnd(now: Date): string {
  return new Date(now.getTime() + leaseMs).toISOString();
}

/** Whether nobody may be working on it. */
export function isFree({ leaseUntil }: Leased, now: Date): boolean {
  return leaseUntil === undefined || leaseUntil <= now.toISOString();
}

/** Whether it is a timer's run, which nobody takes up again, and its process is gone. */
export function isLapsed(row: Leased, now: Date): boolean {
  return row.ended === undefined && runKinds[row.kind].form === 'timer' && isFree(row, now);
}
