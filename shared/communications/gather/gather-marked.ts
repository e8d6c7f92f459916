/** Gathers what marks lead to, each communication once, and settles the marks. */
import { failureFacts } from '../../failure-facts.ts';
import type { Services } from '../../services.ts';
import { changeMark, removeMarks, type StoredGatherMark } from '../../storage/gather-marks.ts';
import { StorageUnavailable } from '../../storage/table-store.ts';
import type { Covered } from './covered.ts';
import { gather } from './gather.ts';

const minuteMs = 60_000;
/** What is written under a mark is there by then, or never. */
const quietMs = 5 * minuteMs;
const longestWaitMs = 24 * 60 * minuteMs;

/** What was done so far. */
export interface Progress {
  gathered: number;
  changed: number;
  records: number;
  failed: number;
}

export const noProgress = (): Progress => ({ gathered: 0, changed: 0, records: 0, failed: 0 });

/**
 * `marks`: of one key and day; `seen`: what was gathered since they were read. One that cannot be gathered is put off and
 * keeps nobody waiting. A mark stays while its writer may still be writing. Throws StorageUnavailable.
 */
export async function gatherMarked(
  services: Services,
  marks: readonly StoredGatherMark[],
  { progress, seen }: { readonly progress: Progress; readonly seen: Covered },
): Promise<void> {
  const { store, clock, log } = services;
  // Of a writer who is gone since then, all is there that was gathered; of one who ends meanwhile, perhaps not.
  const before = clock().getTime();
  const isDone = ({ durable, since }: StoredGatherMark) => durable || before - since >= quietMs;
  const isWait = ({ rowKey }: StoredGatherMark) => rowKey.startsWith('wait-');
  try {
    const isCovered = () => marks.every((mark) => !isWait(mark) && seen.has(mark));
    if (isCovered()) return await removeMarks(store, marks.filter(isDone));
    const seeds = marks.map(({ key, time, record }) => ({ key, first: time, record }));
    const { outcome, records, waitUntil } = await gather(services, seeds, {
      unlessReleased: marks.every(isWait),
      ...{ isCovered, gathered: seen.add },
    });
    progress.gathered += 1;
    progress.records += records;
    if (outcome === 'stored') progress.changed += 1;
    const waiting = waitUntil === undefined ? [] : marks.filter(isDone).filter(isWait);
    for (const mark of waiting) await changeMark(store, mark, { due: waitUntil ?? before });
    await removeMarks(
      store,
      marks.filter((mark) => isDone(mark) && !waiting.includes(mark)),
    );
  } catch (error) {
    if (error instanceof StorageUnavailable) throw error;
    log({ level: 'error', outcome: 'gathering-failed', failure: failureFacts(error) });
    progress.failed += 1;
    for (const mark of marks) {
      const due = clock().getTime() + Math.min(minuteMs * 2 ** mark.tries, longestWaitMs);
      await changeMark(store, mark, { due, tries: mark.tries + 1 });
    }
  }
}
