import { describe, expect, it } from 'vitest';
import { advanceRuns } from '../../../shared/runs/advance-runs.ts';
import type { Services } from '../../../shared/services.ts';
import { advanceHistory } from '../../../shared/sources/archive/advance-history.ts';
import { blobAccount } from '../../../shared/sources/archive/blob-account.ts';
import { readCheckpoints, saveCheckpoint } from '../../../shared/sources/archive/checkpoints.ts';
import { type HistoryState, historyStateOf } from '../../../shared/sources/archive/history-state.ts';
import { openHistory } from '../../../shared/sources/archive/open-history.ts';
import { surveyPage } from '../../../shared/sources/archive/survey-archive.ts';
import { surveyMark } from '../../../shared/sources/archive/survey-marks.ts';
import { memoryServices } from '../../functions/app.ts';
import { archiveUnderTest } from './archive-account.ts';
import { container, dayMs, hourMs, linesOf, nameAt, storedIds } from './archive-blobs.ts';

const archive = archiveUnderTest();
const now = Date.now();
const other = 'insights-logs-usage';
const vault = '/SUBSCRIPTIONS/S/RESOURCEGROUPS/R/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/V';
const servicesHere = () => memoryServices({ env: { ARCHIVE_STORAGE: archive.connectionString } });

async function surveyAll(services: Services, limit: number, twice = false) {
  const account = blobAccount({ connectionString: archive.connectionString });
  let state: HistoryState = historyStateOf({}, services.clock());
  for (let pages = 1; ; pages += 1) {
    const page = () => surveyPage(services, account, [container, other], state, { limit });
    if (twice) await page();
    const after = await page();
    if (after === 'listed') return { state, pages };
    state = JSON.parse(JSON.stringify(after)) as HistoryState;
  }
}

describe('listing an archive', () => {
  it.each([1, 3, 1000])(
    'finds by pages of %d what is to be read, each blob once, also when each page is listed twice',
    async (limit) => {
      const services = await servicesHere();
      const line = linesOf(now, 'm-1');
      for (let hour = 0; hour < 7; hour += 1)
        await archive.put(container, nameAt(now - 9 * dayMs - hour * hourMs), line);
      await archive.put(other, nameAt(now - 40 * dayMs), line);
      await archive.put(other, nameAt(now - 40 * dayMs, vault), line);
      await archive.put(other, nameAt(now), line);
      const { state } = await surveyAll(services, limit, true);
      expect(state).toMatchObject({
        listed: 10,
        passedOver: 1,
        blobs: 8,
        bytes: 8 * line.length,
        unreadIn: [container, other],
      });
      const left = [...(await readCheckpoints(services.store, container)).values()].map((one) => one.left);
      expect(left).toEqual(Array(7).fill(line.length));
      expect(await surveyMark(services.store, other)).toMatchObject({ unreadable: 0 });
    },
  );

  it('removes the checkpoints of blobs that are gone, a week after they were seen last', async () => {
    const services = await servicesHere();
    for (const day of [9, 10, 11]) await archive.put(container, nameAt(now - day * dayMs), linesOf(now, 'm-1'));
    await surveyAll(services, 1000);
    await archive.remove(container, nameAt(now - 10 * dayMs));
    expect((await surveyAll(services, 1000)).state.checkpointsRemoved).toBe(0);
    for (const one of (await readCheckpoints(services.store, container)).values()) {
      await saveCheckpoint(services.store, { ...one, left: 0, seen: new Date(now - 8 * dayMs).toISOString() }, one.tag);
    }
    expect((await surveyAll(services, 1)).state.checkpointsRemoved).toBe(1);
    const kept = [...(await readCheckpoints(services.store, container)).values()];
    expect(kept.map(({ name }) => name).toSorted()).toEqual([11, 9].map((day) => nameAt(now - day * dayMs)).toSorted());
    for (const { seen } of kept) expect(Date.parse(seen)).toBeGreaterThanOrEqual(now);
  });
});

describe('openHistory', () => {
  it('opens one run, however often it is asked, and the timer work takes it to its end', async () => {
    const services = await servicesHere();
    await archive.append(container, nameAt(now - 20 * dayMs), linesOf(now - 20 * dayMs, 'm-1'));
    expect([await openHistory(services, 'timer'), await openHistory(services, 'timer')]).toEqual(['opened', 'busy']);
    await advanceRuns(services, { 'archive-history': advanceHistory }, now + 60_000);
    expect(await storedIds(services)).toEqual(['m-1']);
    const { entities } = await services.store.query('Runs', {});
    const run = entities.find(({ rowKey }) => rowKey.includes('-archive-history-'));
    expect(run).toMatchObject({ state: 'done', stored: 1, examined: 1 });
    expect(await openHistory(services, 'timer')).toBe('opened');
  });

  it('opens none where no archive is set', async () => {
    const services = await memoryServices();
    expect(await openHistory(services, 'timer')).toBe('not-configured');
    expect(await services.store.listTables('')).toEqual([]);
  });
});
