/** Gathers what marks lead to, each communication once, and settles the marks. */
import { failureFacts } from '../../failure-facts.ts';
import type { Services } from '../../services.ts';
import { changeMark, removeMarks, type StoredGatherMark } from '../../storage/gather-marks.ts';
import { StorageUnavailable } from '../../storage/table-store.ts';
import { gather } from './gather.ts';

const minuteMs = 60_000;
/** What is written under a mark is there by then, or never. */
const quietMs = 5 * minuteMs;
const longestWaitMs = 24 * 60 * minuteMs;

export interface Tally {
  gathered: number;
  changed: number;
  records: number;
  failed: number;
}

export const noTally = (): Tally => ({ gathered: 0, changed: 0, records: 0, failed: 0 });

/**
 * `marks`: of one key and day. One that cannot be gathered is put off and keeps nobody waiting. A mark stays while its
 * writer may still be writing. Throws StorageUnavailable.
 */
export async function gatherMarked(
  services: Services,
  marks: readonly StoredGatherMark[],
  tally: Tally,
): Promise<void> {
  const { store, clock, log } = services;
  try {
    const seeds = marks.map(({ key, time, record }) => ({ key, first: time, record }));
    const unlessReleased = marks.every(({ rowKey }) => rowKey.startsWith('wait-'));
    const { outcome, records, waitUntil } = await gather(services, seeds, { unlessReleased });
    tally.gathered += 1;
    tally.records += records;
    if (outcome === 'stored') tally.changed += 1;
    const now = clock().getTime();
    const done = marks.filter(({ durable, since }) => durable || now - since >= quietMs);
    const waiting = waitUntil === undefined ? [] : done.filter(({ rowKey }) => rowKey.startsWith('wait-'));
    for (const mark of waiting) await changeMark(store, mark, { due: waitUntil ?? now });
    await removeMarks(
      store,
      done.filter((mark) => !waiting.includes(mark)),
    );
  } catch (error) {
    if (error instanceof StorageUnavailable) throw error;
    log({ level: 'error', outcome: 'gathering-failed', failure: failureFacts(error) });
    tally.failed += 1;
    for (const mark of marks) {
      const due = clock().getTime() + Math.min(minuteMs * 2 ** mark.tries, longestWaitMs);
      await changeMark(store, mark, { due, tries: mark.tries + 1 });
    }
  }
}
