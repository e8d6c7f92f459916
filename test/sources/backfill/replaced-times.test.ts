import { beforeEach, describe, expect, it } from 'vitest';
import { advanceNightly } from '../../../shared/sources/backfill/advance-nightly.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import { everyRow, type TableStore } from '../../../shared/storage/table-store.ts';
import { noon } from '../../ingest/events.ts';
import { day, late, shown, takeArchived } from '../../replaced/clicks.ts';
import type { Row } from '../query-api.ts';
import { asking, takenToEnd } from './workspace-services.ts';

const start = Date.parse(noon);
let store: TableStore;
beforeEach(() => {
  store = sqliteTables({ path: ':memory:' });
});

/** Works so many days after noon with a workspace that received so many equal clicks at noon, days after they happened. */
async function afterDays<T>(days: number, clicks: number, work: (services: Services) => Promise<T>): Promise<T> {
  const rows = Array.from({ length: clicks }, () => late({ at: 0 }) as unknown as Row);
  await using workspace = await asking(
    { tables: { ACSEmailUserEngagementOperational: rows } },
    { store, clock: () => new Date(start + days * day) },
  );
  // The workspace is open until the work is done.
  return await work(workspace.services);
}
type Services = Awaited<ReturnType<typeof asking>>['services'];

const night = (services: Services) => takenToEnd(services, advanceNightly, { date: '2026-01-01' });

describe.each([
  ['five', 5],
  ['six', 6],
])('of five clicks by archive and %s late from Log Analytics', (_words, lateOnes) => {
  it('as many stay as the road has that knows more, the archive first', async () => {
    await afterDays(0.5, lateOnes, (services) => takeArchived(services, 5));
    const { counts } = await afterDays(1, lateOnes, night);
    expect(counts.stored).toBe(lateOnes);
    expect(await afterDays(1, lateOnes, shown)).toBe(lateOnes);
  });

  it('as many stay as the road has that knows more, Log Analytics first', async () => {
    await afterDays(1, lateOnes, night);
    expect(await afterDays(1, lateOnes, shown)).toBe(lateOnes);
    await afterDays(1.5, lateOnes, (services) => takeArchived(services, 5));
    await afterDays(2.6, lateOnes, night);
    expect(await afterDays(3, lateOnes, shown)).toBe(lateOnes);
  });

  it('nothing changes by asking again, night after night', async () => {
    await afterDays(0.5, lateOnes, (services) => takeArchived(services, 5));
    for (const days of [1, 2]) await afterDays(days, lateOnes, night);
    const { counts } = await afterDays(2.5, lateOnes, night);
    expect(counts).toMatchObject({ examined: lateOnes, stored: 0, duplicate: lateOnes });
    expect(await afterDays(3, lateOnes, shown)).toBe(lateOnes);
  });
});

describe('late rows that are identified by the same and say different things', () => {
  const rows = ['West Europe', 'North Europe', 'Norway East'].map((Location) => ({ ...late({ at: 0 }), Location }));

  /** What the workspace gives in this order, taken on a night; what is stored by then. */
  async function afterNight(days: number, given: readonly Row[]) {
    await using workspace = await asking(
      { tables: { ACSEmailUserEngagementOperational: given } },
      { store, clock: () => new Date(start + days * day) },
    );
    return (await night(workspace.services)).counts;
  }

  it('are events of their own, and the same ones when they are given in another order', async () => {
    expect(await afterNight(1, rows)).toMatchObject({ examined: 3, stored: 3, duplicate: 0 });
    expect(await afterNight(2, rows.toReversed())).toMatchObject({ examined: 3, stored: 0, duplicate: 3 });
    const places: unknown[] = [];
    for (const table of await store.listTables('Records')) {
      for await (const row of everyRow(store, table, {})) places.push(row['Location']);
    }
    expect(places.sort()).toEqual(['North Europe', 'Norway East', 'West Europe']);
  });
});
