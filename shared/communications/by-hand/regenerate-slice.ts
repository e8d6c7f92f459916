/** Gathers communications again by today's directory and rules, then what is in none, for the time of one slice. */
import { categoryNamed } from '../../categories/index.ts';
import { failureFacts } from '../../failure-facts.ts';
import type { SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { recordId } from '../../storage/keys.ts';
import { StorageUnavailable } from '../../storage/table-store.ts';
import { askDirectory } from '../gather/ask-directory.ts';
import type { Seed } from '../gather/closure.ts';
import { fromRow, type StoredCommunication } from '../gather/communication-row.ts';
import { gather } from '../gather/gather.ts';
import { generateSlice } from './generate-slice.ts';
import { inBatches } from './in-batches.ts';
import type { Regenerating } from './regenerating.ts';
import type { StandingCommunication } from './standing-communications.ts';

/** Each is replaced in place, once the new one is there. Doing a slice again is harmless. Throws StorageUnavailable. */
export async function regenerateSlice(
  services: Services,
  before: Regenerating,
  limits: SliceLimits,
): Promise<{ readonly work: Regenerating; readonly done: boolean }> {
  const work = { ...before };
  if (before.phase === 'generate') {
    const { work: generating, done } = await generateSlice(services, before.generating, limits);
    return { work: { ...work, generating }, done };
  }
  if (!before.dryRun && !(await askDirectory(services))) work.namesKept = true;
  const { after, done } = await inBatches(services, before, limits, async (one) => {
    work.met += 1;
    if (before.dryRun) return;
    try {
      work[await again(services, one)] += 1;
    } catch (error) {
      if (error instanceof StorageUnavailable) throw error;
      services.log({ level: 'error', outcome: 'gathering-failed', failure: failureFacts(error) });
      work.failed += 1;
    }
  });
  return { work: { ...work, after, phase: done ? 'generate' : 'again' }, done: false };
}

/** What is there stays as it is when this fails. */
async function again(services: Services, { location }: StandingCommunication): Promise<'changed' | 'same' | 'gone'> {
  const row = await services.store.get(location.table, location.partitionKey, location.rowKey);
  const stored = row && fromRow(row);
  // It has moved, or was deleted, since it was listed.
  if (!stored) return 'gone';
  const { outcome } = await gather(services, seedsOf(stored), { unlessReleased: true });
  return outcome === 'stored' ? 'changed' : outcome === 'same' ? 'same' : 'gone';
}

/** From where all its records are found again. */
export function seedsOf({ spans, communication: { categories, newest } }: StoredCommunication): Seed[] {
  return spans.map(({ key, first, last }) => {
    const category = key.kind === 'record' ? categoryNamed(categories[0] ?? '') : undefined;
    // To a record that carries no key, nothing but its id leads.
    const record = category && recordId(category, Date.parse(newest), key.hash);
    return { key, first, last, record };
  });
}
