/** Instances of the app on one store, whose clock a test sets. */
import type { LogLine } from '../../shared/log-line.ts';
import { openRow } from '../../shared/runs/open-row.ts';
import type { Report, Run, Slice } from '../../shared/runs/run.ts';
import { createServices, type Services } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';

export interface Clock {
  /** ms since 1970. */
  now: number;
}

export const noon = Date.parse('2026-05-03T12:00:00.000Z');
export const second = 1000;
export const minute = 60 * second;

export type Instance = Services & { readonly lines: LogLine[]; readonly time: Clock };

/** A process of its own; its clock may be shared with others. */
export async function instanceOn(
  store: TableStore = sqliteTables({ path: ':memory:' }),
  time: Clock = { now: noon },
): Promise<Instance> {
  const lines: LogLine[] = [];
  const services = await createServices({
    env: {},
    store,
    clock: () => new Date(time.now),
    log: (line) => lines.push(line),
  });
  return { ...services, lines, time };
}

/** Opens a run of a timer and never works on it again, as a process that ends. */
export async function crashedTimer(services: Services, kind: 'read-archive' | 'work' = 'read-archive'): Promise<void> {
  const leaseUntil = new Date(services.clock().getTime() + 45_000).toISOString();
  await openRow(services, { kind, by: 'timer' }, { holder: 'gone', leaseUntil });
}

/** What a timer finds to do. */
export const nothing = async (): Promise<Report> => ({});
export const something = async (): Promise<Report> => ({ counts: { examined: 3, stored: 2, duplicate: 1 } });
export const refusal = async (): Promise<Report> => ({
  failed: true,
  reason: { class: 'refused', words: 'The archive refuses our credentials.' },
});

/** A slice that counts up to `last`, one a slice, and notes each number that it did. */
export function countingTo(last: number, done: number[] = []) {
  return async (_: Services, next: Run['next']): Promise<Slice> => {
    const number = Number(next?.number ?? 1);
    done.push(number);
    return {
      counts: { examined: 1, stored: 1 },
      progress: { done: number, of: last },
      next: number === last ? undefined : { number: number + 1 },
    };
  };
}
