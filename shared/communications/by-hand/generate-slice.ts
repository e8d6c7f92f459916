/** Makes communications of records that are in none, newest first, for the time of one slice. */
import { randomBytes } from 'node:crypto';
import { failureFacts } from '../../failure-facts.ts';
import { retentionOf } from '../../retention/retention-of.ts';
import type { SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { type GatherMark, gatherMarkRow, putMarks, removeMarks } from '../../storage/gather-marks.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import { StorageUnavailable } from '../../storage/table-store.ts';
import { gather } from '../gather/gather.ts';
import type { Gathered } from '../gather/write-communication.ts';
import { type Generating, type GeneratingTally, mostRemembered } from './generating.ts';
import { isProcessed } from './is-processed.ts';
import { type Met, walkRecords } from './record-keys.ts';

/** Records that are looked at between two looks at the clock. */
const batchRecords = 64;
const looksAtOnce = 16;
const gatheredAtOnce = 4;
/** How long the timer leaves alone what is about to be gathered here. */
const timerWaitsMs = 60_000;

/** `processed`: in a communication. `taken`: by this run. `broken`: cannot be gathered, or there is nothing to gather. */
type Standing = 'processed' | 'new' | 'taken' | 'broken';

/** What became of the communications of one batch, by id. */
type Ids = Map<string, Gathered['outcome']>;

export interface GeneratedSlice {
  readonly work: Generating;
  /** No record is left to take. `ended`: none is left at all. */
  readonly done: boolean;
  readonly ended: boolean;
}

/**
 * Each record that is in no communication counts, and its whole communication is made at once: the number asked for never
 * cuts one. What cannot be made is passed by and counts nothing. Doing a slice again makes nothing twice. Throws
 * StorageUnavailable.
 */
export async function generateSlice(
  services: Services,
  { taken, broken, ...before }: Generating,
  { until, signal }: SliceLimits,
): Promise<GeneratedSlice> {
  const isOver = () => signal.aborted || services.clock().getTime() >= until;
  const { count, since, dryRun } = before;
  const tally = { ...before.tally };
  const known = new Map<string, Standing>([
    ...broken.map((name) => [name, 'broken'] as const),
    ...taken.map((name) => [name, 'taken'] as const),
  ]);
  const place = before.after && { time: before.after[0], identity: before.after[1], slug: before.after[2] };
  const { successfulNotBefore: goneBefore } = await retentionOf(services);
  const walk = await walkRecords(services, since, place, isOver);
  let after = place;
  let queue: readonly Met[] = [];
  const isEnough = () => count !== undefined && tally.examined - tally.unused >= count;
  while (!isEnough() && (queue.length > 0 || !walk.ended) && !isOver()) {
    queue = [...queue, ...(await walk.take(batchRecords - queue.length))];
    await lookUp(services, queue, known, goneBefore);
    const fresh = new Map<string, { readonly met: Met; records: number }>();
    let looked = 0;
    for (; looked < queue.length && !isEnough(); looked += 1) {
      const met = queue[looked] as Met;
      const standing = known.get(met.name);
      if (standing === 'processed') tally.passed += 1;
      else tally.examined += 1;
      if (standing === 'broken') tally.unused += 1;
      if (standing !== 'new') continue;
      const one = fresh.get(met.name) ?? { met, records: 0 };
      fresh.set(met.name, { ...one, records: one.records + 1 });
    }
    await takeAll(services, [...fresh.values()], dryRun, tally, known);
    after = queue[looked - 1]?.position ?? after;
    queue = queue.slice(looked);
  }
  await walk.close();
  const stopped = queue.length === 0 ? walk.stoppedAt : undefined;
  const ended = walk.ended && walk.stoppedAt === undefined && queue.length === 0;
  const last = isEnough() ? after : (stopped ?? after);
  const named = (standing: Standing) => [...known].filter(([, one]) => one === standing).map(([name]) => name);
  return {
    work: {
      ...before,
      after: last && [last.time, last.identity, last.slug],
      taken: named('taken').slice(-mostRemembered),
      broken: named('broken').slice(-mostRemembered),
      tally,
    },
    done: ended || isEnough(),
    ended,
  };
}

/** Asks once for each key that is not known. */
async function lookUp(
  { store }: Services,
  queue: readonly Met[],
  known: Map<string, Standing>,
  goneBefore: number,
): Promise<void> {
  const unknown = new Map(queue.filter(({ name }) => !known.has(name)).map((met) => [met.name, met]));
  const looks = [...unknown.values()].map(({ name, seed }) => async () => {
    known.set(name, (await isProcessed(store, seed, goneBefore)) ? 'processed' : 'new');
  });
  await runBounded(looksAtOnce, looks);
}

async function takeAll(
  services: Services,
  fresh: readonly { readonly met: Met; readonly records: number }[],
  dryRun: boolean,
  tally: GeneratingTally,
  known: Map<string, Standing>,
): Promise<void> {
  const ids: Ids = new Map();
  const marks = dryRun ? [] : await putMarks(services.store, marksFor(services, fresh));
  const works = fresh.map(({ met: { name, seed }, records }) => async () => {
    const taken = dryRun || (await takeOne(services, seed, ids, tally));
    known.set(name, taken ? 'taken' : 'broken');
    if (taken) tally.met += 1;
    else tally.unused += records;
  });
  await runBounded(gatheredAtOnce, works);
  await removeMarks(services.store, marks);
}

/** Should this process end, the timer `gather` ends what it began. */
function marksFor({ clock }: Services, fresh: readonly { readonly met: Met }[]): Map<string, GatherMark> {
  const batch = randomBytes(4).toString('hex');
  const since = clock().getTime();
  return new Map(
    fresh.map(({ met: { seed } }) => {
      const { key, first: time, record } = seed;
      const mark = { key, time, record, since, durable: true, tries: 0, due: since + timerWaitsMs };
      return [gatherMarkRow(key, time, batch), mark];
    }),
  );
}

/** Whether its communication is there now. */
async function takeOne(services: Services, seed: Met['seed'], ids: Ids, tally: GeneratingTally): Promise<boolean> {
  try {
    // Another key of the same communication may just have led to it.
    if (ids.size > 0 && (await isProcessed(services.store, seed, Number.NEGATIVE_INFINITY))) return true;
    const gathered = await gather(services, [seed]);
    if (gathered.outcome === 'nothing') tally.nothing += 1;
    else note(gathered, tally, ids);
    return gathered.outcome !== 'nothing';
  } catch (error) {
    if (error instanceof StorageUnavailable) throw error;
    services.log({ level: 'error', outcome: 'gathering-failed', failure: failureFacts(error) });
    tally.failed += 1;
    return false;
  }
}

/** Of several who gather one at once, one has stored it. */
function note({ id = '', outcome, became }: Gathered, tally: GeneratingTally, ids: Ids): void {
  const before = ids.get(id);
  if (before === 'stored' || before === outcome) return;
  ids.set(id, outcome);
  if (before === 'same') tally.same -= 1;
  if (outcome === 'stored') tally.produced += 1;
  else tally.same += 1;
  if (before !== undefined) return;
  if (became === 'WAIT_INCOMPLETE') tally.waiting += 1;
  if (became === 'WAIT_LOOKUP') tally.unnamed += 1;
  if (became === 'NOLOG_STALE') tally.stale += 1;
}
