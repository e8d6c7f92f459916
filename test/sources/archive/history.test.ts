import { describe, expect, it } from 'vitest';
import { readArchive } from '../../../shared/sources/archive/read-archive.ts';
import { everyRow } from '../../../shared/storage/table-store.ts';
import { archiveUnderTest } from './archive-account.ts';
import { container, dayMs, hourMs, linesOf, nameAt, storedIds } from './archive-blobs.ts';
import { processesOn, runHistory } from './history-runs.ts';

const archive = archiveUnderTest();
const now = Date.now();
const envOf = (more: Record<string, string> = {}) => ({ ARCHIVE_STORAGE: archive.connectionString, ...more });
const unbounded = { until: Number.POSITIVE_INFINITY, signal: new AbortController().signal };

/** Blobs of former days, a record each; the older the higher its number. */
async function fill(count: number, daysApart = 1): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const time = now - (3 + index * daysApart) * dayMs;
    const id = `m-${String(index).padStart(3, '0')}`;
    await archive.append(container, nameAt(time), linesOf(time, id));
    ids.push(id);
  }
  return ids;
}

const downloads = () => archive.asked.filter(({ kind }) => kind === 'download').map(({ name }) => name);

describe('a history run', () => {
  it('reads everything that is there, whatever its age, and its numbers add up', async () => {
    const processes = processesOn(envOf());
    const ids = await fill(11, 90);
    const between = now - 100 * dayMs;
    await archive.append('insights-logs-another', nameAt(between), linesOf(between, 'm-999'));
    const { counts, slices, progress } = await runHistory(processes, 10_000);
    expect(await storedIds(processes)).toEqual([...ids, 'm-999']);
    expect(counts).toMatchObject({ examined: 12, stored: 12, duplicate: 0 });
    const bytes = 12 * Buffer.byteLength(linesOf(now, 'm-000'));
    expect(slices[0]?.progress).toMatchObject({
      phase: 'read',
      listed: 12,
      blobs: 12,
      blobsLeft: 12,
      bytes,
      bytesLeft: bytes,
    });
    expect(progress).toMatchObject({ blobs: 12, blobsLeft: 0, bytes, bytesLeft: 0, records: 12 });
    expect(progress?.['recordsPerSecond']).toBeGreaterThan(0);
    for (const { progress: one } of slices) expect(String(one?.['words'])).toMatch(/^[A-Z\d].*\.$/);
  });

  it.each(['newest', 'oldest'] as const)('reads the %s first when the setting says so', async (order) => {
    const processes = processesOn(envOf({ ARCHIVE_HISTORY_ORDER: order }));
    await fill(5);
    await runHistory(processes, 60);
    const newest = [0, 1, 2, 3, 4].map((index) => nameAt(now - (3 + index) * dayMs));
    expect(downloads()).toEqual(order === 'newest' ? newest : newest.toReversed());
  });

  it('survives an end of the process between any two slices, whatever their length', async () => {
    const ids = await fill(25);
    for (const steps of [1, 3, 17, 60]) {
      const processes = processesOn(envOf());
      let seed = steps;
      const { counts, slices, progress } = await runHistory(processes, () => {
        seed = (seed * 48_271) % 2_147_483_647;
        return steps + (seed % 40);
      });
      expect(slices.length).toBeGreaterThan(2);
      expect(await storedIds(processes)).toEqual(ids);
      expect(counts).toMatchObject({ examined: 25, stored: 25, duplicate: 0 });
      expect(progress).toMatchObject({ blobs: 25, blobsLeft: 0, records: 25 });
      const left = slices.map((slice) => Number(slice.progress?.['blobsLeft'])).slice(1);
      expect(left).toEqual(left.toSorted((a, b) => b - a));
      for (const { next } of slices) expect(JSON.stringify(next ?? {}).length).toBeLessThan(6000);
    }
  });

  it('loses and doubles nothing when slices are done again because their end was not stored', async () => {
    const ids = await fill(9);
    const processes = processesOn(envOf());
    await runHistory(processes, 40, async (next) => {
      const services = await processes.open();
      const { advanceHistory } = await import('../../../shared/sources/archive/advance-history.ts');
      await advanceHistory(services, next, { ...unbounded, until: services.clock().getTime() + 60 });
    });
    expect(await storedIds(processes)).toEqual(ids);
  });

  it('keeps no fresh blob waiting: ticks read them while it is under way', async () => {
    const processes = processesOn(envOf());
    const ids = await fill(10);
    let appended = 0;
    const { counts, progress } = await runHistory(processes, 40, async () => {
      appended += 1;
      await archive.append(container, nameAt(now), linesOf(now, `new-${appended}`));
      const report = await readArchive(await processes.open(), unbounded);
      expect(report.counts?.stored).toBe(1);
    });
    expect(appended).toBeGreaterThan(3);
    const fresh = Array.from({ length: appended }, (_, index) => `new-${index + 1}`);
    expect(await storedIds(processes)).toEqual([...ids, ...fresh].toSorted());
    expect(counts.examined).toBe(10);
    expect(progress).toMatchObject({ blobs: 10, blobsLeft: 0 });
  });

  it('finds at its next time what was put below old paths later, or grew there', async () => {
    const processes = processesOn(envOf());
    await fill(2);
    await runHistory(processes, 10_000);
    const old = now - 500 * dayMs;
    await archive.append(container, nameAt(old), linesOf(old, 'late'));
    await archive.append(container, nameAt(now - 3 * dayMs), linesOf(now - 3 * dayMs, 'grown'));
    await archive.put(container, 'copied/by/hand.json', linesOf(old, 'copied'));
    archive.asked.length = 0;
    const { counts, progress } = await runHistory(processes, 10_000);
    expect(counts).toMatchObject({ examined: 3, stored: 3 });
    expect(progress).toMatchObject({ blobs: 3, blobsLeft: 0, listed: 4 });
    expect(downloads()).toHaveLength(3);
    expect((await runHistory(processes, 10_000)).progress).toMatchObject({ blobs: 0, listed: 4 });
  });

  it('ends with a note when no archive is set any more', async () => {
    expect(await runHistory(processesOn({}), 10)).toMatchObject({
      slices: [{ next: undefined, reason: { class: 'note' } }],
    });
  });
});

describe('records past the retention', () => {
  it('are announced by the day before they are read, and leave one outcome row a blob', async () => {
    const processes = processesOn(envOf({ RETENTION_DAYS: '30' }));
    for (const age of [10, 40, 41, 400]) {
      for (const hour of [0, 1]) {
        const time = Math.floor((now - age * dayMs) / dayMs) * dayMs + hour * hourMs;
        await archive.append(container, nameAt(time), linesOf(time, `a-${age}-${hour}`, `b-${age}-${hour}`));
      }
    }
    const { slices, counts } = await runHistory(processes, 10_000);
    expect(slices[0]).toMatchObject({ progress: { daysBeyondRetention: 3, setting: 'RETENTION_DAYS', blobsLeft: 8 } });
    expect(slices[0]?.progress?.['words']).toMatch(
      / 3 days of the archive lie beyond the retention of 30 days.*RETENTION_DAYS/,
    );
    expect(slices[0]?.counts).toBeUndefined();
    expect(counts).toMatchObject({ examined: 16, stored: 4, skipped: 12 });
    const kept = [];
    for (const table of await processes.store.listTables('Outcomes')) {
      kept.push(...(await Array.fromAsync(everyRow(processes.store, table, {}))));
    }
    expect(kept.map(({ partitionKey }) => partitionKey)).toEqual(Array(6).fill('NOLOG_EXPIRED'));
  });
});
