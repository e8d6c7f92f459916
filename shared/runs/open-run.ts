/** Opens a long run, which the timer `work` then takes further. */
import type { Services } from '../services.ts';
import { type NewRun, openRow } from './open-row.ts';
import type { Run } from './run.ts';
import type { LongKind } from './run-kinds.ts';
import { runOf } from './run-row.ts';

/**
 * `busy`: one of the kind is under way, which is `run`; nothing was opened. Two at once never open two.
 * Throws StorageUnavailable.
 */
export async function openRun(
  services: Services,
  asked: NewRun & { readonly kind: LongKind },
): Promise<{ readonly outcome: 'opened' | 'busy'; readonly run: Run }> {
  const { outcome, row } = await openRow(services, asked);
  return { outcome, run: runOf(row, services.clock()) };
}
