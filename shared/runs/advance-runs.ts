/** Takes the long runs further, slice by slice, each kind in its turn. */
import type { Services } from '../services.ts';
import { everyRow, type Stored } from '../storage/table-store.ts';
import type { Advances } from './advance.ts';
import { advanceRun } from './advance-run.ts';
import { isFree } from './leases.ts';
import { type LongKind, runKinds } from './run-kinds.ts';
import { type OpenRow, type RunRow, runsPlace } from './run-row.ts';

/** What one slice gets, in ms, so that other kinds have their turn and progress shows. */
const sliceMs = 15_000;

/** How many slices of each kind were stored. */
export type Slices = Partial<Readonly<Record<LongKind, number>>>;

/**
 * Goes on until `until` (ms since 1970) or until nothing is left to do: whose turn it is, is who had the fewest slices, then
 * who waits longest. A run that waits, that somebody else holds, or whose slice failed is left for the next time.
 * Throws StorageUnavailable when the store cannot be asked what is open.
 */
export async function advanceRuns(services: Services, advances: Advances, until: number): Promise<Slices> {
  const slices: Partial<Record<LongKind, number>> = {};
  const left = new Set<string>();
  for (let now = services.clock(); now.getTime() < until; now = services.clock()) {
    const [row] = (await openRuns(services))
      .filter(({ kind }) => advances[kind] && !left.has(kind))
      .filter((one) => isFree(one, now) && (one.waitUntil ?? '') <= now.toISOString())
      .toSorted((a, b) => (slices[a.kind] ?? 0) - (slices[b.kind] ?? 0) || compare(a.advanced, b.advanced));
    const advance = row && advances[row.kind];
    if (!advance) break;
    const outcome = await advanceRun(services, row, advance, Math.min(until, now.getTime() + sliceMs));
    if (outcome === 'left') left.add(row.kind);
    else slices[row.kind] = (slices[row.kind] ?? 0) + 1;
  }
  return slices;
}

type LongRow = Stored<RunRow & { readonly kind: LongKind }>;

async function openRuns({ store }: Services): Promise<readonly LongRow[]> {
  const { table, partition } = runsPlace;
  const open = await Array.fromAsync(everyRow(store, table, { partition, rows: { from: 'open-', until: 'open.' } }));
  const rows = await Promise.all(
    (open as unknown as OpenRow[]).map(({ run }) => store.get(table, partition, run) as Promise<LongRow | undefined>),
  );
  return rows.filter((row) => row !== undefined).filter(({ kind }) => runKinds[kind]?.form === 'long');
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
