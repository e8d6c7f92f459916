/** Drives history runs as the timer `work` does, with a process of its own for each slice. */
import type { RunCounts, RunState, Slice } from '../../../shared/runs/run.ts';
import { noCounts } from '../../../shared/runs/run.ts';
import type { Environment } from '../../../shared/settings.ts';
import { addCounts } from '../../../shared/sources/archive/add-counts.ts';
import { advanceHistory } from '../../../shared/sources/archive/advance-history.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import type { TableStore } from '../../../shared/storage/table-store.ts';
import { memoryServices } from '../../functions/app.ts';

export type Processes = ReturnType<typeof processesOn>;

/**
 * Services on one store, made anew whenever they are asked for. Their clock is `at` and goes a millisecond further each
 * time that it is read, so that a slice of a few milliseconds is a few steps long, whatever the machine.
 */
export function processesOn(
  env: Environment,
  at: number = Date.now(),
  store: TableStore = sqliteTables({ path: ':memory:' }),
) {
  const clock = tickingClock(at);
  return { store, open: () => memoryServices({ env, store, clock }) };
}

/** A clock that goes a millisecond further each time that it is read. */
export function tickingClock(at: number): () => Date {
  let time = at;
  return () => {
    time += 1;
    return new Date(time);
  };
}

export interface Whole {
  readonly slices: readonly Slice[];
  readonly counts: RunCounts;
  /** Of the last slice. */
  readonly progress: RunState | undefined;
}

/** All slices of a run, each of about so many steps; `between` happens before each with what is to go on. */
export async function runHistory(
  { open }: Processes,
  steps: number | (() => number),
  between: (next: RunState, slice: number) => unknown = () => {},
): Promise<Whole> {
  const slices: Slice[] = [];
  let next: RunState | undefined = {};
  while (next !== undefined) {
    if (slices.length > 5000) throw new Error('It does not come to an end.');
    const kept: RunState = JSON.parse(JSON.stringify(next)) as RunState;
    await between(kept, slices.length);
    const services = await open();
    const until = services.clock().getTime() + (typeof steps === 'number' ? steps : steps());
    const slice: Slice = await advanceHistory(services, kept, { until, signal: new AbortController().signal });
    slices.push(slice);
    next = slice.next;
  }
  const counts = slices.reduce((sum, slice) => addCounts(sum, { ...noCounts, ...slice.counts }), noCounts);
  return { slices, counts, progress: slices.at(-1)?.progress };
}
