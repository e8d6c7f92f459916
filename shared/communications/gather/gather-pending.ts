/** Timer `gather`: takes what the attempts after ingesting left, and looks again at what waits. */
import type { Report, SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { dueGatherMarks, gatherBuckets, type MarkForm, type StoredGatherMark } from '../../storage/gather-marks.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import { gatherMarked, noTally, type Tally } from './gather-marked.ts';

const concurrency = 8;
/** Keys whose marks are held at once. */
const mostGroups = 200;

/**
 * Takes what is due until the time is up; buckets in another order each time, so that none is always the last. Any number
 * may do this at once. Throws StorageUnavailable.
 */
export async function gatherPending(services: Services, limits: SliceLimits): Promise<Report> {
  const { clock } = services;
  const tally = noTally();
  const isOver = () => limits.signal.aborted || clock().getTime() >= limits.until;
  const first = Math.floor(Math.random() * gatherBuckets.length);
  const buckets = [...gatherBuckets.slice(first), ...gatherBuckets.slice(0, first)];
  for (const form of ['gather', 'wait'] as const) {
    for (const bucket of buckets) await takeBucket(services, bucket, form, tally, isOver);
  }
  const { gathered, changed, records, failed } = tally;
  return { counts: { examined: records, stored: changed, duplicate: gathered - changed, failed } };
}

async function takeBucket(
  services: Services,
  bucket: string,
  form: MarkForm,
  tally: Tally,
  isOver: () => boolean,
): Promise<void> {
  let groups = new Map<string, StoredGatherMark[]>();
  const take = async () => {
    const works = [...groups.values()].map((marks) => async () => {
      if (!isOver()) await gatherMarked(services, marks, tally);
    });
    groups = new Map();
    await runBounded(concurrency, works);
  };
  for await (const mark of dueGatherMarks(services.store, bucket, services.clock().getTime(), form)) {
    if (isOver()) break;
    // Marks of one key and day stand together: only the writer at their end differs.
    const name = form === 'wait' ? mark.rowKey : mark.rowKey.slice(0, -9);
    if (groups.size >= mostGroups && !groups.has(name)) await take();
    groups.set(name, [...(groups.get(name) ?? []), mark]);
  }
  await take();
}
