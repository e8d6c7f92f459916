import { beforeEach, describe, expect, it } from 'vitest';
import { allCategories, categoryNamed } from '../../../shared/categories/index.ts';
import { localAdministrator, type Services } from '../../../shared/services.ts';
import { advanceNightly } from '../../../shared/sources/backfill/advance-nightly.ts';
import { readNights } from '../../../shared/sources/backfill/nights.ts';
import { readWatermark } from '../../../shared/sources/backfill/watermarks.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import { everyRow, type TableStore } from '../../../shared/storage/table-store.ts';
import { switchCategory } from '../../../shared/switches/switch-category.ts';
import { type Row, refusal, type Workspace } from '../query-api.ts';
import { asking, now, servicesOn, statusRow, storedIn, takenToEnd } from './workspace-services.ts';

const table = 'ACSEmailStatusUpdateOperational';
const begin = { date: '2026-03-04' };
const dayMs = 86_400_000;
const nowMs = now.getTime();
const tablesOf = (rows: readonly Row[]) => ({ [table]: rows });

let store: TableStore;
beforeEach(() => {
  store = sqliteTables({ path: ':memory:' });
});

async function night(workspace: Workspace, { at = now, env = {} } = {}) {
  await using working = await asking(workspace, { store, clock: () => at, env });
  const run = await takenToEnd(working.services, advanceNightly, begin);
  return { ...run, asked: working.api.asked, services: working.services };
}

const rangesOf = (asked: Awaited<ReturnType<typeof night>>['asked'], of = table) =>
  asked
    .filter(({ table: one }) => one === of)
    .map(({ from, until }) => [nowMs - from, nowMs - until].map((ms) => ms / dayMs));

describe('the first night', () => {
  it('asks for the days that the setting says, up to now, for every category with a table', async () => {
    const { asked, counts } = await night({
      tables: tablesOf([statusRow(nowMs - 29 * dayMs), statusRow(nowMs - 31 * dayMs)]),
    });
    expect(rangesOf(asked)[0]).toEqual([30, 0]);
    const withTable = allCategories.filter(({ table: one }) => one !== '');
    expect(new Set(asked.map(({ table: one }) => one))).toEqual(new Set(withTable.map(({ table: one }) => one)));
    expect(counts.stored).toBe(1);
  });

  it('asks for another number of days where the setting says so, but never past the retention', async () => {
    expect(rangesOf((await night({ tables: tablesOf([]) }, { env: { BACKFILL_FIRST_DAYS: '7' } })).asked)).toEqual([
      [7, 0],
    ]);
    store = sqliteTables({ path: ':memory:' });
    const { asked } = await night({ tables: tablesOf([]) }, { env: { RETENTION_DAYS: '3' } });
    expect(rangesOf(asked)).toEqual([[3, 0]]);
  });

  it('asks nothing of a category with zero days, and remembers from when on', async () => {
    const { asked, services } = await night({ tables: tablesOf([]) }, { env: { BACKFILL_FIRST_DAYS: '0' } });
    expect(asked).toEqual([]);
    expect(await readWatermark(services, 'email-status')).toBe(nowMs);
  });
});

describe('a later night', () => {
  it('asks from two days before the watermark, also after nights that were skipped', async () => {
    await night({ tables: tablesOf([]) });
    const later = new Date(nowMs + 5 * dayMs);
    const late = statusRow(nowMs - 1.5 * dayMs);
    const { asked, counts } = await night({ tables: tablesOf([late]) }, { at: later });
    expect(rangesOf(asked)[0]).toEqual([2, -5]);
    expect(counts.stored).toBe(1);
  });

  it('asks for what was missed while a category was switched off once that is on again', async () => {
    const { services } = await night({ tables: tablesOf([]) });
    const category = categoryNamed('email-status');
    if (!category) throw new Error('email-status is no category any more.');
    await switchCategory(services, category, false, localAdministrator);
    const off = await night({ tables: tablesOf([]) }, { at: new Date(nowMs + dayMs) });
    expect(rangesOf(off.asked)).toEqual([]);
    await switchCategory(off.services, category, true, localAdministrator);
    const on = await night({ tables: tablesOf([]) }, { at: new Date(nowMs + 2 * dayMs) });
    expect(rangesOf(on.asked)).toEqual([[2, -2]]);
  });
});

describe('the watermark of a category', () => {
  it('advances with each slice that is durable, and no further', async () => {
    const rows = Array.from({ length: 30 }, (_, n) => statusRow(nowMs - (n + 0.5) * dayMs));
    const poison = nowMs - 10.5 * dayMs;
    const { services, last, counts } = await night({
      tables: tablesOf(rows),
      instead: ({ kind, from, until }) => {
        if (kind !== 'rows' || (until - from <= 4 * dayMs && !(from <= poison && until > poison))) return undefined;
        return { status: 504, json: refusal('GatewayTimeout', 'timeout') };
      },
    });
    expect(last.failed).toBe(true);
    const watermark = (await readWatermark(services, 'email-status')) ?? 0;
    expect(watermark).toBeGreaterThan(nowMs - 30 * dayMs);
    expect(watermark).toBeLessThanOrEqual(poison);
    const before = rows.filter(({ TimeGenerated }) => Date.parse(TimeGenerated) < watermark);
    expect(before.length).toBeGreaterThan(10);
    expect(counts.stored).toBe(before.length);
  });

  it('stays where the workspace does not show the table, so that what was hidden is asked for once it does', async () => {
    await night({ tables: tablesOf([]) });
    const hidden = statusRow(nowMs + dayMs);
    for (const days of [4, 8]) {
      const { services, last } = await night({ tables: {} }, { at: new Date(nowMs + days * dayMs) });
      expect(last.failed).toBeUndefined();
      expect(await readWatermark(services, 'email-status')).toBe(nowMs);
    }
    const { counts } = await night({ tables: tablesOf([hidden]) }, { at: new Date(nowMs + 9 * dayMs) });
    expect(counts.stored).toBe(1);
  });

  it('never goes back', async () => {
    const { services } = await night({ tables: tablesOf([]) });
    await night({ tables: tablesOf([]) }, { at: new Date(nowMs - dayMs) });
    expect(await readWatermark(services, 'email-status')).toBe(nowMs);
  });
});

describe('a night that fails', () => {
  const sms = { ...statusRow(nowMs - dayMs), Type: 'ACSSMSIncomingOperations', OperationName: 'SMSMessagesSent' };

  it('for one category asks for the others, and says why', async () => {
    const { last, counts, services } = await night({
      tables: { [table]: [statusRow(nowMs - dayMs)], ACSSMSIncomingOperations: [sms] },
      instead: (query) => (query.table === 'ACSSMSIncomingOperations' ? { status: 200, text: '[]' } : undefined),
    });
    expect(counts).toMatchObject({ stored: 1, failed: 1 });
    expect(last).toMatchObject({
      failed: true,
      reason: { class: 'malformed', words: expect.stringContaining('sms: ') },
    });
    expect(await readWatermark(services, 'sms')).toBeUndefined();
    expect(await readNights(services)).toEqual({});
  });

  it('because the workspace refuses still does what is pending', async () => {
    const said = { status: 403, json: refusal('InsufficientAccessError', 'no') };
    const { slices, last, asked } = await night({ tables: {}, instead: () => said });
    expect(asked).toHaveLength(1);
    expect(slices.map(({ next }) => next?.['phase'])).toContain('drain');
    expect(last).toMatchObject({ next: undefined, failed: true, reason: { class: 'refused' } });
  });
});

describe('the status', () => {
  const looksIn = async (services: Services) => {
    const looks = [];
    for await (const row of everyRow(services.store, 'Latest', {})) {
      if (row['source'] === 'log-analytics' && row['ended'] !== undefined) looks.push(row);
    }
    return looks.map(({ slug, ended, class: failed }) => ({ slug, ended, failed }));
  };

  it('learns of each category whether it could be asked for', async () => {
    const { services } = await night({
      tables: { [table]: [], ACSSMSIncomingOperations: [] },
      instead: (query) => (query.table === 'ACSSMSIncomingOperations' ? { status: 200, text: '[]' } : undefined),
    });
    const looks = await looksIn(services);
    expect(looks).toContainEqual({ slug: 'email-status', ended: 'succeeded', failed: undefined });
    expect(looks).toContainEqual({ slug: 'sms', ended: 'failed', failed: 'malformed' });
    expect(looks).toContainEqual({ slug: 'chat', ended: 'failed', failed: 'nothing' });
  });

  it('learns that the workspace as a whole could not be asked', async () => {
    const { services } = await night({ tables: {}, instead: () => ({ status: 403, json: {} }) });
    expect(await looksIn(services)).toEqual([{ slug: '', ended: 'failed', failed: 'refused' }]);
  });
});

describe('a night that succeeds', () => {
  it('is remembered by its local date', async () => {
    const { services, last } = await night({ tables: tablesOf([statusRow(nowMs - dayMs)]) });
    expect(last).toMatchObject({ next: undefined, progress: { categoriesLeft: 0 } });
    expect(last.failed).toBeUndefined();
    expect(await readNights(services)).toEqual({ succeeded: '2026-03-04' });
  });

  it('without a workspace says so, does what is pending, and asks nobody', async () => {
    const services = await servicesOn(
      { http: { sendRequest: () => Promise.reject(new Error('asked')) } },
      { store, env: { LOG_ANALYTICS_WORKSPACE_ID: '' } },
    );
    const { last, slices } = await takenToEnd(services, advanceNightly, begin);
    expect(slices.map(({ next }) => next?.['phase'])).toEqual(['drain', 'gather', 'end', undefined]);
    expect(last).toMatchObject({
      reason: { class: 'note', words: expect.stringContaining('LOG_ANALYTICS_WORKSPACE_ID') },
    });
    expect(await readNights(services)).toEqual({ succeeded: '2026-03-04' });
  });

  it('ends alike when its process ends after any slice, before or after that was noted', async () => {
    const rows = Array.from({ length: 9 }, (_, n) => statusRow(nowMs - (n + 0.5) * dayMs));
    await using working = await asking({ tables: tablesOf(rows) }, { store });
    const { last } = await takenToEnd(
      () => servicesOn(working.api, { store }),
      async (services, next, limits) => {
        await advanceNightly(services, next, limits);
        return advanceNightly(await servicesOn(working.api, { store }), next, limits);
      },
      begin,
    );
    expect(last.failed).toBeUndefined();
    expect(await storedIn(store)).toBe(9);
    expect(await readWatermark(working.services, 'email-status')).toBe(nowMs);
  });
});
