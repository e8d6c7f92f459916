/** Timer `gather`: takes what the attempts after ingesting left, and looks again at what waits. */
import type { Report, SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { dueGatherMarks, gatherBuckets, type StoredGatherMark } from '../../storage/gather-marks.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import { covered } from './covered.ts';
import { gatherMarked, noProgress } from './gather-marked.ts';

const concurrency = 8;
/** Keys whose marks are held at once, so that one communication to which many lead is gathered once. */
const mostGroups = 1000;

/**
 * Takes what is due until the time is up; buckets in another order each time, so that none is always the last. Any number
 * may do this at once. Throws StorageUnavailable.
 */
export async function gatherPending(services: Services, limits: SliceLimits): Promise<Report> {
  const progress = noProgress();
  const isOver = () => limits.signal.aborted || services.clock().getTime() >= limits.until;
  let groups = new Map<string, StoredGatherMark[]>();

  async function take(): Promise<void> {
    // What is gathered from here on has seen whatever these marks lead to.
    const seen = covered();
    const works = [...groups.values()].map((marks) => async () => {
      if (!isOver()) await gatherMarked(services, marks, { progress, seen });
    });
    groups = new Map();
    await runBounded(concurrency, works);
  }

  for await (const { mark, name } of dueMarks(services)) {
    if (isOver()) break;
    if (groups.size >= mostGroups && !groups.has(name)) await take();
    groups.set(name, [...(groups.get(name) ?? []), mark]);
  }
  await take();
  const { gathered, changed, records, failed } = progress;
  return { counts: { examined: records, stored: changed, duplicate: gathered - changed, failed } };
}

/** The marks of writers, then those of what waits. Marks of one key and day have one name: only their writers differ. */
async function* dueMarks({ store, clock }: Services): AsyncGenerator<{ mark: StoredGatherMark; name: string }> {
  const first = Math.floor(Math.random() * gatherBuckets.length);
  for (const form of ['gather', 'wait'] as const) {
    for (const bucket of [...gatherBuckets.slice(first), ...gatherBuckets.slice(0, first)]) {
      for await (const mark of dueGatherMarks(store, bucket, clock().getTime(), form))
        yield { mark, name: form === 'wait' ? mark.rowKey : mark.rowKey.slice(0, -9) };
    }
  }
}
