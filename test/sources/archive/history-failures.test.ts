import { describe, expect, it } from 'vitest';
import type { Slice } from '../../../shared/runs/run.ts';
import { advanceHistory } from '../../../shared/sources/archive/advance-history.ts';
import { readCheckpoints } from '../../../shared/sources/archive/checkpoints.ts';
import { readArchive } from '../../../shared/sources/archive/read-archive.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../../../shared/storage/table-store.ts';
import { type Fault, faults, faultyStore } from '../../crash/faulty-store.ts';
import { archiveUnderTest } from './archive-account.ts';
import { container, dayMs, linesOf, nameAt, storedIds } from './archive-blobs.ts';
import { processesOn, runHistory } from './history-runs.ts';

const archive = archiveUnderTest();
const now = Date.now();
const nameOf = (index: number) => nameAt(now - (3 + index) * dayMs);
const unbounded = { until: Number.POSITIVE_INFINITY, signal: new AbortController().signal };
const minuteMs = 60_000;

async function fill(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `m-${index}`);
  for (const [index, id] of ids.entries())
    await archive.append(container, nameOf(index), linesOf(now - (3 + index) * dayMs, id));
  return ids;
}

const processesHere = (store: TableStore = sqliteTables({ path: ':memory:' })) =>
  processesOn({ ARCHIVE_STORAGE: archive.connectionString }, now, store);

describe('a history run whose account cannot be asked', () => {
  it('waits longer each time, says why, and goes on where it was', async () => {
    const processes = processesHere();
    const ids = await fill(20);
    const refusal = { status: 403, code: 'AuthorizationFailure' };
    const waits: number[] = [];
    const slice = async (last: Slice): Promise<Slice> => {
      const services = await processes.open();
      const before = services.clock().getTime();
      const one = await advanceHistory(services, last.next ?? {}, { ...unbounded, until: before + 40 });
      if (one.waitUntil !== undefined) waits.push(Math.round((one.waitUntil - before) / minuteMs));
      return one;
    };
    let last = await slice({ next: {} });
    last = await slice(last);
    const done = Number(last.progress?.['blobsLeft']);
    archive.refuse(() => refusal);
    for (let time = 0; time < 4; time += 1) last = await slice(last);
    expect(waits).toEqual([1, 2, 4, 8]);
    expect(last.reason?.class).toBe('refused');
    expect(last.failed).toBeUndefined();
    expect(last.progress?.['blobsLeft']).toBe(done);
    archive.refuse(() => undefined);
    last = await slice(last);
    expect(last.reason).toEqual({ class: 'note', words: expect.stringContaining('answers again') });
    while (last.next) last = await slice(last);
    expect(await storedIds(processes)).toEqual(ids.toSorted());
    expect(last.progress).toMatchObject({ blobs: 20, blobsLeft: 0, records: 20 });
  });
});

describe('a blob that the account does not hand out', () => {
  it('keeps none of the others waiting, is told at the end, and gets no history run from every tick', async () => {
    const processes = processesHere();
    await fill(4);
    archive.refuse(({ kind, name }) =>
      kind === 'download' && name === nameOf(1) ? { status: 409, code: 'BlobArchived' } : undefined,
    );
    const { slices, progress, counts } = await runHistory(processes, 10_000);
    expect(await storedIds(processes)).toEqual(['m-0', 'm-2', 'm-3']);
    expect(counts).toMatchObject({ examined: 3, stored: 3, failed: 1 });
    expect(progress).toMatchObject({ blobs: 4, blobsLeft: 0, unreadable: 1 });
    expect(slices.at(-1)?.reason?.words).toMatch(/^1 of the blobs could not be read.*archive tier/);
    const tick = async () => (await readArchive(await processes.open(), unbounded)).reason?.words;
    expect(await tick()).toBeUndefined();
    await archive.append(container, nameOf(9), linesOf(now, 'm-9'));
    expect(await tick()).toContain('archive-history');
    archive.refuse(() => undefined);
    await runHistory(processes, 10_000);
    expect(await storedIds(processes)).toEqual(['m-0', 'm-1', 'm-2', 'm-3', 'm-9']);
  });

  it('is not missed when it went away after the listing', async () => {
    const processes = processesHere();
    await fill(4);
    const { progress } = await runHistory(processes, 10_000, async (_, slice) => {
      if (slice === 1) await archive.remove(container, nameOf(2));
    });
    expect(progress).toMatchObject({ blobs: 4, blobsLeft: 0, gone: 1, records: 3 });
    expect([...(await readCheckpoints(processes.store, container)).keys()]).toHaveLength(3);
  });
});

describe('a history run whose own storage fails', () => {
  it.each(Object.keys(faults) as Fault[])('loses and doubles nothing, whichever call it is that %s', async (fault) => {
    const ids = await fill(3);
    const whole = faultyStore(sqliteTables({ path: ':memory:' }));
    await runHistory(processesHere(whole.store), 500);
    expect(whole.calls.length).toBeGreaterThan(20);
    for (let at = 0; at < whole.calls.length; at += 3) {
      const inner = sqliteTables({ path: ':memory:' });
      const faulty = faultyStore(inner, at, fault);
      let processes = processesHere(faulty.store);
      let last: Slice = { next: {} };
      for (let slice = 0; last.next; slice += 1) {
        expect(slice, `call ${at}`).toBeLessThan(200);
        const services = await processes.open();
        const limits = { ...unbounded, until: services.clock().getTime() + 500 };
        last = await advanceHistory(services, last.next, limits).catch((error: unknown) => {
          if (!(error instanceof StorageUnavailable)) throw error;
          // Another process goes on, from what was stored of the last slice.
          processes = processesHere(inner);
          return last;
        });
      }
      expect(await storedIds({ store: inner }), `call ${at}`).toEqual(ids);
      expect(last.progress).toMatchObject({ blobsLeft: 0, bytesLeft: 0 });
    }
  });
});
