import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetOldRuns } from '../../shared/runs/forget-old-runs.ts';
import { getRun } from '../../shared/runs/get-run.ts';
import { listRuns, type RunQuery } from '../../shared/runs/list-runs.ts';
import { openRun } from '../../shared/runs/open-run.ts';
import type { ListedRun } from '../../shared/runs/run-item.ts';
import { runTimer } from '../../shared/runs/run-timer.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { drivers } from '../storage/drivers.ts';
import { type Instance, instanceOn, minute, noon, nothing, something } from './instance.ts';

const day = 24 * 60 * minute;
let services: Instance;

async function page(query: Partial<RunQuery> = {}) {
  const listed = await listRuns(services, { limit: 100, ...query });
  return listed.outcome === 'listed' ? listed : expect.fail(listed.outcome);
}
/** All pages; `between` happens before each but the first. */
async function walk(limit: number, query: Partial<RunQuery> = {}, between = async () => {}): Promise<ListedRun[]> {
  const items: ListedRun[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    if (cursor) await between();
    const read = await page({ limit, ...query, ...(cursor ? { cursor } : {}) });
    expect(read.items.length).toBeLessThanOrEqual(limit);
    items.push(...read.items);
    cursor = read.next;
  }
  return items;
}
async function ticks(kind: 'read-archive' | 'work', ...works: (typeof nothing)[]) {
  for (const work of works) {
    await runTimer(services, kind, work, { seconds: 9 });
    services.time.now += minute;
  }
}

describe.each(drivers)('the list of runs on $name', ({ open }) => {
  let store: TableStore;
  beforeEach(async () => {
    store = await open();
    services = await instanceOn(store);
  });
  afterEach(() => store.close());

  it('is empty before anything ran', async () => {
    expect(await page()).toEqual({ outcome: 'listed', items: [], next: null });
  });

  it('has the same items in any size of pages, newest first, shared ones where the newest began', async () => {
    await ticks('read-archive', something, something, nothing, nothing, something, something);
    await ticks('work', nothing, nothing);
    await openRun(services, { kind: 'backfill', by: 'local' });
    const whole = (await page()).items;
    expect(whole.map(({ kind, times }) => `${kind} ${times ?? ''}`.trim())).toEqual([
      'backfill',
      'work 2',
      'read-archive',
      'read-archive',
      'read-archive 2',
      'read-archive',
      'read-archive',
    ]);
    expect(whole.map(({ started }) => started)).toEqual(
      whole
        .map(({ started }) => started)
        .toSorted()
        .toReversed(),
    );
    for (const limit of [1, 2, 3, 6, 7]) expect(await walk(limit)).toEqual(whole);
  });

  it('shows a shared item once, also while it moves up', async () => {
    await ticks('work', nothing);
    await ticks('read-archive', something, something, something, something);
    const items = await walk(2, {}, () => ticks('work', nothing));
    expect(items.filter(({ kind }) => kind === 'work')).toHaveLength(1);
    expect(items.filter(({ kind }) => kind === 'read-archive')).toHaveLength(4);
    const first = await walk(1, {}, () => ticks('work', nothing));
    expect(first.filter(({ kind }) => kind === 'work')).toHaveLength(1);
    expect(first).toHaveLength(5);
  });

  it('can be of one kind', async () => {
    await ticks('read-archive', something, nothing, something);
    await ticks('work', nothing, something);
    const archive = await walk(1, { kind: 'read-archive' });
    expect(archive.map(({ kind, times }) => [kind, times])).toEqual([
      ['read-archive', undefined],
      ['read-archive', 1],
      ['read-archive', undefined],
    ]);
    expect((await page({ kind: 'backfill' })).items).toEqual([]);
  });

  it('refuses a cursor that was changed, or is of another kind', async () => {
    await ticks('read-archive', something, something);
    const { next } = await page({ limit: 1, kind: 'read-archive' });
    const cursor = next ?? expect.fail('there is a second page');
    expect((await page({ kind: 'read-archive', cursor })).items).toHaveLength(1);
    for (const asked of [
      { cursor },
      { kind: 'work', cursor },
      { kind: 'read-archive', cursor: `${cursor}A` },
    ] as const) {
      expect(await listRuns(services, { limit: 1, ...asked })).toEqual({ outcome: 'invalid-cursor' });
    }
  });

  it('goes back 90 days, and what is older is forgotten unless it is under way', async () => {
    const begun = await openRun(services, { kind: 'archive-history', by: 'timer' });
    await ticks('read-archive', ...Array.from({ length: 103 }, () => something), nothing);
    await ticks('work', nothing);
    const { items } = await page({ limit: 1000 });
    expect(items).toHaveLength(106);
    services.time.now = noon + 90 * day;
    expect((await page({ limit: 1000 })).items).toEqual(items);
    expect(await forgetOldRuns(services)).toBe(0);

    services.time.now += 1;
    expect((await page({ limit: 1000 })).items).toEqual(items.slice(0, -2));
    expect(await forgetOldRuns(services)).toBe(1);
    expect((await page({ limit: 1000 })).items).toEqual(items.slice(0, -2));

    services.time.now += day;
    expect((await page()).items).toEqual([]);
    expect(await getRun(services, 'quiet-read-archive')).toBeUndefined();
    expect(await forgetOldRuns(services)).toBe(102);
    expect(await forgetOldRuns(services)).toBe(0);
    expect(await openRun(services, { kind: 'archive-history', by: 'timer' })).toEqual({ ...begun, outcome: 'busy' });
    expect(await getRun(services, begun.run.id)).toEqual(begun.run);
  });
});

describe('an id', () => {
  it.each(['', 'quiet-', 'quiet-fax', 'open-backfill', '../runs', '12345678901234-backfill-0a1b2c3d', 'quiet-work'])(
    '%j that names no run leads nowhere',
    async (id) => {
      services = await instanceOn();
      await openRun(services, { kind: 'backfill', by: 'local' });
      expect(await getRun(services, id)).toBeUndefined();
    },
  );
});
