/** The part of a night that makes communications of records that are in none: stored before there were any, or missed since. */
import { z } from 'zod';
import { generatingProgress, generatingWords } from '../../communications/by-hand/by-hand-words.ts';
import { generateSlice } from '../../communications/by-hand/generate-slice.ts';
import { generatingSchema } from '../../communications/by-hand/generating.ts';
import type { Report, SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { readWatermark, saveWatermark } from './watermarks.ts';

export const missedSchema = z.object({
  /** When it began, in ms. */
  until: z.int(),
  work: generatingSchema,
});
export type Missed = z.infer<typeof missedSchema>;

const dayMs = 86_400_000;
/** What arrives late is of these days. */
const overlapMs = 7 * dayMs;
/** Among the watermarks of the categories; no category is named so. */
const watermark = 'communications';

/**
 * Looks through the records from seven days before what the last night looked at, so that nights which were skipped leave
 * nothing out. `missed` undefined: it begins. Throws StorageUnavailable.
 */
export async function generateMissed(
  services: Services,
  missed: Missed | undefined,
  limits: SliceLimits,
): Promise<{ readonly missed: Missed; readonly done: boolean }> {
  const { until, work: before } = missed ?? (await beginning(services));
  const { work, done } = await generateSlice(services, before, limits);
  if (done) await saveWatermark(services, watermark, until);
  return { missed: { until, work }, done };
}

async function beginning(services: Services): Promise<Missed> {
  const until = services.clock().getTime();
  const since = Math.min((await readWatermark(services, watermark)) ?? until, until) - overlapMs;
  return missedSchema.parse({ until, work: { since: Math.max(0, since) } });
}

/** What is to be said of it beside the rest; undefined where nothing was missing. */
export function missedReport({
  work,
}: Missed): { readonly words: string; readonly progress: Report['progress'] } | undefined {
  if (work.tally.examined === 0) return undefined;
  const words = `Records that were in no communication: ${generatingWords(work).join(', ')}.`;
  return { words, progress: { missed: generatingProgress(work, false) } };
}
