/** The attempt after a durable ingest: gathers at once what was just stored, for a few seconds, and leaves the rest to the timer. */
import { failureFacts } from '../../failure-facts.ts';
import { perServices } from '../../per-services.ts';
import type { Services } from '../../services.ts';
import { putMarks, removeMarks, type StoredGatherMark } from '../../storage/gather-marks.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import { StorageUnavailable } from '../../storage/table-store.ts';
import type { Written } from '../../storage/write-records.ts';
import { covered } from './covered.ts';
import { gatherMarked, noProgress } from './gather-marked.ts';

/** How long one attempt may take, in ms. */
const attemptMs = 5_000;
const concurrency = 4;

/** One attempt at a time in a process; what comes meanwhile waits its turn, and of a flood the rest is the timer's. */
const attempts = perServices((): { busy: boolean; waiting: StoredGatherMark[] } => ({ busy: false, waiting: [] }));
const mostWaiting = 2000;

/**
 * Never fails and never delays: what goes wrong is left to the timer, which finds the marks. Marks of what was stored before
 * are taken back, for their first writer's have seen to it.
 */
export function gatherSoon(services: Services): Written {
  return (marks, isNew) => services.background(() => attempt(services, marks, isNew));
}

async function attempt(
  services: Services,
  marks: readonly StoredGatherMark[],
  isNew: (mark: StoredGatherMark) => boolean,
): Promise<void> {
  const { store, log } = services;
  const state = attempts(services);
  const fresh = marks.filter(isNew);
  try {
    await removeMarks(
      store,
      marks.filter((mark) => !isNew(mark)),
    );
    if (state.busy) {
      const room = Math.max(0, mostWaiting - state.waiting.length);
      state.waiting.push(...fresh.slice(0, room));
      return await leave(services, fresh.slice(room));
    }
    state.busy = true;
    try {
      for (let turn = fresh; turn.length > 0; turn = state.waiting.splice(0)) await gatherTurn(services, turn);
    } finally {
      state.busy = false;
    }
  } catch (error) {
    const outcome = error instanceof StorageUnavailable ? 'storage-unavailable' : 'internal';
    log({ level: 'warning', outcome: `gathering-left-to-the-timer: ${outcome}`, failure: failureFacts(error) });
  }
}

async function gatherTurn(services: Services, marks: readonly StoredGatherMark[]): Promise<void> {
  const { clock } = services;
  const left = new Set(marks);
  const end = clock().getTime() + attemptMs;
  const gathering = { progress: noProgress(), seen: covered() };
  const works = marks.map((mark) => async () => {
    if (clock().getTime() >= end) return;
    await gatherMarked(services, [{ ...mark, durable: true }], gathering);
    left.delete(mark);
  });
  await runBounded(concurrency, works);
  await leave(services, [...left]);
}

/** Their writer is done: the timer need not look at them again and again. */
async function leave({ store }: Services, marks: readonly StoredGatherMark[]): Promise<void> {
  await putMarks(store, new Map(marks.map(({ etag: _, rowKey, ...mark }) => [rowKey, { ...mark, durable: true }])));
}
